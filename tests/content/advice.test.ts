import { describe, expect, test } from 'vitest';
import { examples } from '#app/features/curriculum/compiler/files/yaml-schema.server.ts';
import { type CourseCopy, copyCourse, lessonText } from './fixture-course.ts';

/** Text that is silently lost or shown as signs is an error at its line, and its message's advice, done as told, mends it. */

const made = '01-first-module/03-made.mdx';
const nbsp = '\u00a0';

async function errorsOf(course: CourseCopy) {
  const { problems } = await course.load();
  return problems.filter(({ file, level }) => file === made && level === 'error');
}

/** What a message says to write: the last text between backticks, as the author copies it. */
function adviceOf(message: string): string {
  const found = [...message.matchAll(/`([^`]+)`/g)].at(-1)?.[1];
  if (found === undefined) throw new Error(`no advice in: ${message}`);
  return found;
}

/** Lines of a lesson's text, each wrong by itself. */
const lines: Record<string, string> = {
  'a heading behind a no-break space': `##${nbsp}At the door`,
  'a heading with no space': '##At the door',
  'a first heading behind a no-break space': `#${nbsp}At the door`,
  'a heading behind a space of no width': '##\u200bAt the door',
  'a bullet from a word processor': '•\tStep back',
  'a dot in the middle': '·       Step back',
  'a bullet of the second level': 'o\tStep back',
  'a bullet of a symbol font': '\uf0b7 Step back',
  'a section sign as a bullet': `§${nbsp}Step back`,
  'a dash and a no-break space': `-${nbsp}Step back`,
  'a long dash and a tab': '–\tStep back',
  'a number and a no-break space': `1.${nbsp}Step back`,
  'a link with a space before its address': 'See [the door] (https://example.org/door).',
  'a picture whose name has a space': '![An officer at a door](./the door.svg)',
};

describe('a line that looks like markup and is none', () => {
  test.each(Object.entries(lines))('%s', async (_name, line) => {
    const course = copyCourse();
    course.write('01-first-module/the door.svg', course.read('01-first-module/door.svg'));
    course.write(made, lessonText(`Before.\n\n${line}\n\nAfter.`));
    const [error, ...others] = await errorsOf(course);
    expect(others).toEqual([]);
    expect(error?.line).toBe(lessonText('§').split('\n').indexOf('§') + 3);
    const advice = adviceOf(error?.message ?? '');
    // A link stands in a sentence; everything else is the whole line.
    const mended = line.replace(/!?\[.*\)|^.*$/, advice.replaceAll('$', '$$$$'));
    course.write(made, lessonText(`Before.\n\n${mended}\n\nAfter.`));
    expect(await errorsOf(course)).toEqual([]);
  });

  test('a sign that is meant, or is part of a sentence, is left alone', async () => {
    const course = copyCourse();
    const text = [
      '#12 is the door, § 7 the rule, \\*\\*not\\*\\* bold, `**` a sign, 2 \\[a\\](b).',
      '',
      '– He waits. – She nods.',
    ].join('\n');
    course.write(made, lessonText(text));
    expect(await errorsOf(course)).toEqual([]);
  });

  test('bold that is not closed and a table without its line of dashes are told', async () => {
    const course = copyCourse();
    course.write(made, lessonText('This is **bold .\n\n| a | b |\n| c | d |'));
    const told = (await errorsOf(course)).map(({ line, message }) => [line, message.slice(0, 20)]);
    const start = lessonText('§').split('\n').indexOf('§') + 1;
    expect(told).toEqual([
      [start, '`**` makes bold only'],
      [start + 2, 'this is a table only'],
      [start + 3, 'this is a table only'],
    ]);
  });
});

test('a text of the academy is read with the same eyes as a lesson', async () => {
  const course = copyCourse();
  course.write('local-rules/filming.md', `##${nbsp}Filming\n\n•\tStep back, **please .\n`);
  course.write(made, lessonText('<LocalRule id="filming" title="Filming" />'));
  const { problems } = await course.load();
  const told = problems.filter(({ file }) => file === 'local-rules/filming.md');
  expect(told.map(({ line, rule }) => [line, rule])).toEqual([
    [1, 'stray-markup'],
    [3, 'stray-markup'],
    [3, 'stray-markup'],
  ]);
});

test('the address of a picture may be written as Markdown wants it', async () => {
  const course = copyCourse();
  course.write('01-first-module/the door.svg', course.read('01-first-module/door.svg'));
  course.write('01-first-module/50%25.svg', course.read('01-first-module/door.svg'));
  course.write(made, lessonText('![An officer](./the%20door.svg)\n\n![Half](./50%25.svg)'));
  expect(await errorsOf(course)).toEqual([]);
});

/** Lines of the settings, in place of the title or summary or beside them, of which YAML takes less than is written. */
const settings: Record<string, [key: string, line: string]> = {
  'a number sign': ['title', 'title: Call at no. #12, the door'],
  'a number sign first': ['title', 'title: #12, the door'],
  'a number sign after one word': ['title', 'title: Call #12'],
  'an exclamation mark': ['title', 'title: !Stop the car'],
  'an ampersand': ['title', 'title: &more than words'],
  'a quoted word first': ['title', 'title: "Stop" is a word'],
  'an apostrophe within quotes': ['title', "title: 'it's here'"],
  'a star': ['title', 'title: *Stop* the car'],
  'a star and a space': ['title', 'title: * Stop the car'],
  'a percent sign': ['title', 'title: % of residents'],
  'an at sign': ['title', 'title: @home with them'],
  'a colon': ['title', 'title: Door: the first words'],
  'a number': ['title', 'title: 911'],
  'a number with zeros': ['title', 'title: 007'],
  'a sign for nothing': ['title', 'title: null'],
  'a name where a list belongs': ['authors', 'authors: Pat Doe'],
  'a number in a list': ['standards', 'standards: 1.10'],
  'a note that is no list': ['contentNotes', 'contentNotes: Quotes insults.'],
};

describe('a setting of which less is read than is written', () => {
  test.each(Object.entries(settings))('%s', async (_name, [key, line]) => {
    const course = copyCourse();
    const text = lessonText('Text.');
    const put = (changed: string) =>
      text.includes(`\n${key}: `)
        ? text.replace(new RegExp(`\\n${key}: .*`), () => `\n${changed}`)
        : text.replace('\nsummary: ', () => `\n${changed}\nsummary: `);
    course.write(made, put(line));
    const [error, ...others] = await errorsOf(course);
    expect(others).toEqual([]);
    expect(error?.line).toBe(put(line).split('\n').indexOf(line) + 1);
    course.write(made, put(adviceOf(error?.message ?? '')));
    expect(await errorsOf(course)).toEqual([]);
    const { courses } = await course.load();
    const lesson = courses[0]?.items.find(({ id }) => id === 'made-lesson')?.output;
    if (lesson?.kind !== 'lesson') throw new Error('the lesson has errors');
    // Nothing of what was written is lost.
    const words = (text: string) => text.match(/\w+/g);
    const value = { ...lesson.body.frontmatter }[key as 'title' | 'authors'];
    expect(words([value].flat().join(' '))).toEqual(words(line.slice(key.length + 1)));
  });

  test('a comment behind an id, a number or a date takes nothing away', async () => {
    const course = copyCourse();
    const text = lessonText('Text.')
      .replace('id: made-lesson', 'id: made-lesson # never changes')
      .replace('minutes: 5', 'minutes: 5 # with practice')
      .replace('2026-11-01', '2026-11-01 # by all');
    course.write(made, text);
    expect(await errorsOf(course)).toEqual([]);
  });
});

test('every example that a message gives for a key is right where the key stands', async () => {
  const course = copyCourse();
  const fields = Object.entries(examples).map(([key, line]) => ({ key, line }));
  const wrong: string[] = [];
  for (const { key, line } of fields) {
    const text = lessonText('Text.');
    const has = text.includes(`\n${key}:`);
    const changed = has
      ? text.replace(new RegExp(`\\n${key}:.*(\\n {2}.*)*`), () => `\n${line}`)
      : text.replace('\nsummary: ', () => `\n${line}\nsummary: `);
    course.write(made, changed);
    const at = changed.split('\n').indexOf(line) + 1;
    const told = (await errorsOf(course)).filter((error) => error.line === at);
    wrong.push(...told.filter(({ rule }) => rule === 'bad-value').map(({ message }) => message));
  }
  // `authors` of a source is one text; of a lesson a list, for which its message gives another example.
  expect(wrong).toEqual([expect.stringContaining('`authors` must be a list; write `authors: [')]);
});
