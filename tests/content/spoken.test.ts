import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whatCounts } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { bodySchemas } from '#app/features/curriculum/courses/schema.ts';
import { toneOf, tones } from '#tests/support/sound.ts';
import { copyCourse, itemOf, lessonText } from './fixture-course.ts';

/** Lines as they are said: what an author writes, and what readers get. */

const folder = '01-first-module';
const { mp3 } = tones;

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
      /<audio class="spoken-audio" src="\/files\/[0-9a-f]{16}\.mp3\?name=first-words" controls preload="none" aria-label="Recording: First words \(MP3, 0:01, 2.kB\)"><\/audio>/,
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

  test('brings its captions, where they lie beside it', async () => {
    const course = copyCourse();
    course.write(`${folder}/03-made.mdx`, lessonText(spoken('Take your *time*.')));
    course.write(`${folder}/first-words.wav`, tones.wav);
    course.write(
      `${folder}/first-words.vtt`,
      'WEBVTT\n\n1\n00:00.000 --> 00:00.600\nTake your\n\nNOTE a note\n\n00:00.600 --> 00:01.000\n<v Reyes>time.\n',
    );
    const content = await course.load();
    expect(content.problems.map(toProblemLine)).toEqual([]);
    const { output } = itemOf(content, 'made-lesson');
    const track =
      /<track kind="captions" src="\/files\/([0-9a-f]{16}\.vtt)" srclang="en" label="Captions">/;
    const file = track.exec(JSON.stringify(output?.body).replaceAll('\\"', '"'))?.[1] ?? '';
    expect(readFileSync(join(course.dataDir, 'assets', file), 'utf8')).toContain('Take your');
  });

  test('is that which browsers play, where what it was saved from lies beside it', async () => {
    const { html, problems } = await lessonOf(spoken('Take your *time*.'), [
      'first-words.caf',
      'first-words.mp3',
    ]);
    expect(html).toContain('.mp3?name=first-words');
    expect(problems).toEqual([]);
  });

  test.each([
    [7, []],
    [40, ['40 seconds', '7 seconds']],
  ])('of %d s is weighed against the line', async (seconds, told) => {
    const course = copyCourse();
    course.write(`${folder}/03-made.mdx`, lessonText(spoken('Take your *time*. [6 s]')));
    course.write(`${folder}/first-words.wav`, toneOf(seconds));
    const { problems } = await course.load();
    expect(problems.flatMap(({ message }) => message.match(/\d+ seconds/g) ?? [])).toEqual(told);
  });

  const conversation = `<Scenario id="doorstep" title="At the door">

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

</Scenario>`;

  test('of a line in a conversation follows its words', async () => {
    const { body } = await lessonOf(conversation, ['doorstep.door.2.mp3']);
    const [block] = body.blocks;
    if (block?.type !== 'scenario') throw new Error('no scenario');
    const html = block.scenario.scenes[0]?.html ?? '';
    expect(html).toMatch(
      /Ana:<\/strong> "Who is it\?"<span class="spoken-recording"><audio[^>]*aria-label="Recording: Ana, line 2 \(MP3/,
    );
    expect(html.match(/<audio/g)).toHaveLength(1);
  });

  test('of a choice stands beside the button that its words become, never in it', async () => {
    const { body, problems } = await lessonOf(conversation, [
      'doorstep.door.choice-1.mp3',
      'doorstep.door.choice-2.mp3',
    ]);
    expect(problems).toEqual([]);
    const [block] = body.blocks;
    if (block?.type !== 'scenario') throw new Error('no scenario');
    const [first, second] = block.scenario.scenes[0]?.choices ?? [];
    expect(first?.html).toBe('"Good evening."');
    expect(first?.recordingHtml).toMatch(
      /^<span class="spoken-recording"><audio[^>]*reply 1 \(MP3/,
    );
    expect(second?.recordingHtml).toMatch(
      /^<span class="spoken-recording"><audio[^>]*reply 2 \(MP3/,
    );
  });

  test('of a line leaves the editions of conversations without any as they were', async () => {
    const { body } = await lessonOf(conversation);
    const [block] = body.blocks;
    if (block?.type !== 'scenario') throw new Error('no scenario');
    const known = JSON.stringify(whatCounts(bodySchemas.lesson, body));
    expect(block.scenario.scenes[0]?.choices[0]?.recordingHtml).toBe('');
    expect(known).not.toContain('recordingHtml');
  });
});
