import { describe, expect, test } from 'vitest';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { copyCourse, itemOf, lessonText } from './fixture-course.ts';

/** Lines as they are said: what an author writes, and what readers get. */

const folder = '01-first-module';
const mp3 = Buffer.from('ID3\x04 a line');

async function lessonOf(body: string, files: readonly string[] = []) {
  const course = copyCourse();
  for (const name of files) course.write(`${folder}/${name}`, mp3);
  course.write(`${folder}/03-made.mdx`, lessonText(body));
  const content = await course.load();
  const { output } = itemOf(content, 'made-lesson');
  if (output?.kind !== 'lesson') throw new Error(content.problems.map(toProblemLine).join('\n'));
  const html = output.body.blocks.map((block) => ('html' in block ? block.html : '')).join('\n');
  return { html, body: output.body, problems: content.problems.map(toProblemLine) };
}

const spoken = (lines: string) =>
  `<Spoken id="first-words" title="First words">\n\n${lines}\n\n</Spoken>`;

describe('a spoken line', () => {
  test('holds its words once and in order, and tells in words how they are said', async () => {
    const { html } = await lessonOf(
      spoken('Take your time. [2 s] [breath] [slower] I am *listening*. [even] Go on.'),
    );
    expect(html).toBe(
      '<figure class="spoken"><figcaption class="spoken-title">First words</figcaption>' +
        '<div class="spoken-readings"><spoken-line class="spoken-reading"><div class="spoken-words">' +
        '<p>Take your time. <span class="spoken-pause" data-seconds="2"><span class="spoken-beat"></span><span class="spoken-beat"></span></span> ' +
        '<span class="spoken-breath"></span> <span class="spoken-slower"> I am <em>listening</em>. </span> Go on.</p>' +
        '</div><p class="spoken-how"><span class="spoken-how-name">How:</span> ' +
        'About 6 seconds; pace: slower from “I” on and even again from “Go” on; stress on “listening”; ' +
        'silence: 2 seconds after “time”; a breath after “time”.</p></spoken-line></div></figure>',
    );
  });

  test('sets two readings side by side, each with its name', async () => {
    const { html } = await lessonOf(
      spoken(
        '<Reading label="Hurried">\n\n[faster] What *now*?\n\n</Reading>\n\n<Reading label="Calm">\n\nWhat [0.5 s] now?\n\n</Reading>',
      ),
    );
    expect(html.match(/<spoken-line/g)).toHaveLength(2);
    expect(html).toContain('<p class="spoken-label">Hurried</p>');
    expect(html).toContain('pace: faster from “What” on; stress on “now”.');
    expect(html).toContain('silence: half a second after “What”.');
  });

  test('says what is before its first word, and keeps its pace in the next paragraph', async () => {
    const { html } = await lessonOf(spoken('[3 s] [slower] Sit down.\n\nThere is *time*.'));
    expect(html).toContain('silence: 3 seconds before “Sit”');
    expect(html.match(/spoken-slower/g)).toHaveLength(2);
  });

  test('is read by the check without its marks', async () => {
    const { body } = await lessonOf(spoken('One [2 s] two *three*.'));
    expect(body.words).toBeGreaterThan(3);
  });
});

describe('an academy’s recording', () => {
  test('is found by its name, and its words stand beside it', async () => {
    const { html } = await lessonOf(spoken('Take your *time*.'), ['first-words.mp3']);
    expect(html).toMatch(
      /<audio class="spoken-audio" src="\/files\/[0-9a-f]{16}\.mp3\?name=first-words" controls preload="none" aria-label="Recording: First words \(MP3, 1.kB\)"><\/audio>/,
    );
  });

  test('of one of two readings has a number', async () => {
    const { html } = await lessonOf(
      spoken(
        '<Reading label="Hurried">\n\nWhat *now*?\n\n</Reading>\n\n<Reading label="Calm">\n\nWhat [1 s] now?\n\n</Reading>',
      ),
      ['first-words.2.mp3'],
    );
    expect(html.match(/<audio/g)).toHaveLength(1);
    expect(html.indexOf('<audio')).toBeGreaterThan(html.indexOf('Calm'));
    expect(html).toContain('aria-label="Recording: First words: Calm (');
  });

  test('of a line in a conversation follows its words', async () => {
    const { body } = await lessonOf(
      `<Scenario id="doorstep" title="At the door">

You ring.

<Scene id="door" title="At the door">

He opens.

**Luis:** "What now?"

**Ana:** "Who is it?"

- ["Good evening."](#end)
  > Resident: He nods and waits.
  > Officer: You may go on.
  > Kind: best
- ["Name?"](#end)
  > Resident: He shuts the door.
  > Officer: You stand outside.
  > Kind: weak

</Scene>

<Scene id="end" title="Later" end="good">

He tells you.

</Scene>

</Scenario>`,
      ['doorstep.door.2.mp3'],
    );
    const [block] = body.blocks;
    if (block?.type !== 'scenario') throw new Error('no scenario');
    const html = block.scenario.scenes[0]?.html ?? '';
    expect(html).toMatch(
      /Ana:<\/strong> "Who is it\?"<span class="spoken-recording"><audio[^>]*aria-label="Recording: Ana \(MP3/,
    );
    expect(html.match(/<audio/g)).toHaveLength(1);
  });
});
