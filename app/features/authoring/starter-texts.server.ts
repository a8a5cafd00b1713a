import { stringify } from 'yaml';
import { planQuestions, type StarterObjective } from './starter-rules.ts';

/**
 * Texts of new files. Each place that is still to be written says so (`Write: …` or `(write it)`, as `checkDrafts` looks
 * for), in lines short enough that no two lessons share a run of words.
 */

/** What every new file is told. `today`: YYYY-MM-DD. */
export type StarterFacts = { id: string; title: string; today: string };

/** A text as a YAML value. */
const quoted = (text: string) => stringify(text, { lineWidth: 0 }).trim();

/** The keys that every file starts with. */
export const head = ({ id, title }: StarterFacts, summary: string) =>
  `draft: true           # cadets get nothing of this file until you take this line out
id: ${id}\ntitle: ${quoted(title)}\nsummary: ${quoted(summary)}`;

/** `course.mdx`. */
export function courseText(facts: StarterFacts): string {
  return `---
${head(facts, 'Write: what this course is about, and for whom.')}
standards: []
lastReviewed: ${facts.today}
---

Write: what you will learn here.
`;
}

/** An empty \`sources.yml\`. */
export const sourcesText = `# Every source this course cites, by its id:
#
# author-2020:
#   authors: Author, A.
#   year: 2020
#   title: The title of the paper
#   url: https://example.org/paper
#   accessed: 2026-01-01
#   evidence: trial
#   verified: true
#   limits: What it does not show, in one sentence.
`;

/** An empty \`glossary.yml\`. */
export const glossaryText = `# Every term this course explains, by its id:
#
# null-result:
#   term: null result
#   meaning: A study that looked for an effect and found none.
`;

/** An empty \`kit.yml\`. */
export const kitText = `# What instructors need in the room, by the id of the lesson; the guide for authors explains each key:
#
# a-lesson:
#   room: The room of the role-play, and how it is set out.
#   kit: [A watch]
#   safety: [Agree on a stop word before the first scene.]
#   listenFor: [Who speaks first., Who waits for the answer.]
#   field: [A task for field training.]
#   credit:
#     online: supplemental
#     practice: none
#   crosswalk:
#     an-objective: { post: none }
`;

/** An empty \`standards.yml\`. */
export const standardsText = `# The standards that kit.yml compares objectives with, by their id:
#
# post:
#   title: The name of the standards
#   publisher: Who publishes them
#   accessed: 2026-01-01
#   note: What of them was read, and what was not.
#   codes:
#     LD 3: What it is about, in your own words
`;

/** `module.mdx`. */
export function moduleText(facts: StarterFacts): string {
  return `---
${head(facts, 'Write: what this module is about, in one or two sentences.')}
requiresQuiz: false   # set to true once quiz.mdx is there
---

Write: which lines and moves you will take away.
`;
}

function questionText(objective: StarterObjective, index: number, quizId: string): string {
  const right = `- [x] The right line (write it)
  > Write: why it is right.`;
  const wrong = (name: string) => `- [ ] ${name} (write it)
  > Write: what makes this wrong, what it would cost, and which line to say instead of it.
  > Misconception: Write: the belief behind it`;
  const options = [wrong('A wrong answer'), wrong('Another slip')];
  options.splice(index % 3, 0, right);
  return `<Question id="${quizId}-${index + 1}" objective="${objective.id}">

Write: a situation that tests “${objective.text}” What do you do?

${options.join('\n')}

</Question>
`;
}

/** `quiz.mdx` with placeholder questions for every objective of the module. */
export function quizText(facts: StarterFacts, objectives: readonly StarterObjective[]): string {
  const questions = planQuestions(objectives).map((objective, index) =>
    questionText(objective, index, facts.id),
  );
  return `---
${head(facts, 'Write: what this quiz asks about, and how many questions it draws.')}
passMark: 80
attempts: 3
waitHours: 12
unseenFirst: true
blueprint:
${objectives.map(({ id }) => `  - objective: ${id}\n    items: 1`).join('\n')}
---

Write: how the quiz runs, in two sentences.

${questions.join('\n')}`;
}

/** A role-play with its rubric, for one lesson. */
function rolePlayText(lesson: { id: string; title: string }): string {
  const levels =
    '| Says nothing of it (write it) | Says it and stops there | Says it and waits for the answer |';
  return `## Role-play: ${lesson.title}

### For the cadet

Write: where you are, and what you were told.

### For the role-player

Write: who you are, what you want, and what softens you.

### For the rater

Write: what to listen for.

<Rubric id="rubric-${lesson.id}" title="${lesson.title.replace(/"/g, '&quot;')}" lesson="${lesson.id}" pass="4">

| Criterion | 0 Not shown | 1 Partly | 2 Secure |
| --- | --- | --- | --- |
| First thing to do ${levels}
| Second thing to do ${levels}
| ★ Third thing, for safety ${levels}

</Rubric>
`;
}

/** `practical.mdx` with a role-play for every lesson of the module. */
export function practicalText(
  facts: StarterFacts,
  lessons: readonly { id: string; title: string; practiceMinutes: number }[],
): string {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.practiceMinutes, 0);
  return `---
${head(facts, 'Write: what the role-plays of this module practise.')}
minutes: ${minutes > 0 ? minutes : 20 * lessons.length}
lessons: [${lessons.map(({ id }) => id).join(', ')}]
---

## How it runs

Write: the roles, the time box, the stop word, and who may step out.

${lessons.map(rolePlayText).join('\n')}`;
}

export function surveyText(facts: StarterFacts): string {
  return `---
${head(facts, 'Write: what this survey asks, and why.')}
minutes: 5
answers: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]
when: [before the course, after the course]
---

Write: who reads the answers.

<Scale id="scale-${facts.id}" title="How much do you agree?">

1. Write: something a person can agree with.
2. Write: something that says the reverse. (R)

</Scale>
`;
}
