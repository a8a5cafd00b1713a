import { head, type StarterFacts } from './starter-texts.server.ts';

/** The text of a new lesson, with one of everything that a lesson should have. */

/** The objectives of a new lesson. */
export function lessonObjectives(id: string): { id: string; text: string }[] {
  return [
    { id: `explain-${id}`, text: 'Explain the first idea of this lesson (write it).' },
    { id: `apply-${id}`, text: 'Apply it in a short conversation (write it).' },
  ];
}

/** A lesson with one of everything that a lesson should have. */
export function lessonText(facts: StarterFacts): string {
  const { id, title, today } = facts;
  const [explain, apply] = lessonObjectives(id);
  return `---
${head(facts, 'Write: what the reader can do after this lesson.')}
minutes: 35           # reading at 130 words a minute, 2 a check, 4 a decision, 5 to reflect
practiceMinutes: 0
objectives:
  - id: ${explain?.id}
    text: ${explain?.text}
  - id: ${apply?.id}
    text: ${apply?.text}
sources: []           # ids from sources.yml, three at least
contentNotes: []
lastReviewed: ${today}
authors: [Your name]
reviewers: []
edition: 1
---

## Where it starts

Write: a scene, and what you see.

## What to know

Write: the idea, with its sources.

<Check id="check-${id}" objective="${explain?.id}">

Write: what happens. Which would you say first?

- [ ] One wrong answer (write it)
  > Write: why this is wrong in “${title}”, what it costs, and what works.
  > Misconception: Write: the belief behind it
- [x] The better line (write it)
  > Write: why it works.
- [ ] A second mistake (write it)
  > Write: who would pick this in “${title}”, and the line to try next.
  > Misconception: Write: the belief behind it

</Check>

## A conversation

<Scenario id="scene-${id}" title="${title.replace(/"/g, '&quot;')}">

Write: who you are, and where.

<Scene id="door" title="The door">

Write: what you meet.

- ["Write: the strong line."](#hall)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: best
- ["Write: the weak line, in more words."](#wall)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: weak
- [Write: step back.](#apart)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: safety

</Scene>

<Scene id="wall" title="The wall">

Write: what went wrong.

- ["Write: own the mistake aloud."](#hall)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: repair
- ["Write: a fair line."](#hall)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: fair

</Scene>

<Scene id="hall" title="The hall">

Write: the turn it takes.

- ["Write: the weak line."](#table)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: weak
- ["Write: the strong one."](#table)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: best

</Scene>

<Scene id="table" title="The table">

Write: the last decision.

- ["Write: a fair line."](#half)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: fair
- ["Write: the strong line here."](#settled)
  > Resident: Write: what the resident does.
  > Officer: Write: what the officer sees.
  > Kind: best

</Scene>

<Scene id="settled" title="Settled" end="good">

Write: what it won.

</Scene>

<Scene id="half" title="Half way" end="mixed">

Write: what it left open.

</Scene>

<Scene id="apart" title="A step back" end="safe">

Write: who comes to help.

</Scene>

</Scenario>

<Reflect id="reflect-${id}">

Write: one question about the reader's own work.

</Reflect>

## What to take away

Write: one line to say aloud.
`;
}
