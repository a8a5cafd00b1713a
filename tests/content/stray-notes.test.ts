import { describe, expect, test } from 'vitest';
import { copyCourse, lessonText } from './fixture-course.ts';

/** Notes that only authors may read, wherever Markdown may take them for text: an error at their line, and no lesson. */

const made = '01-first-module/03-made.mdx';
/** Lines of a made lesson before its text. */
const before = lessonText('§').split('\n').indexOf('§');

const check = (prompt: string, option = 'Good.') =>
  `<Check id="c">\n\nWhat now?\n\n${prompt}\n\n- [x] Right\n  > ${option}\n- [ ] Wrong\n  > No.\n\n</Check>`;
const scene = (text: string, choice = '') =>
  `<Scenario id="s" title="S">\n\n<Scene id="go">\n\nGo.\n\n${text}\n\n- ["A"](#end)\n  > Resident: one\n  > Officer: two\n  > Kind: weak\n${choice}- ["B"](#end)\n  > Resident: one\n  > Officer: two\n  > Kind: best\n\n</Scene>\n\n<Scene id="end" end="good">\n\nEnd.\n\n</Scene>\n\n</Scenario>`;

/** What is written, and the line of it, from 1, that is wrong. */
const strays: Record<string, [text: string, line: number]> = {
  'signs before a note (found by a random test)': [
    '  > _  > Resident: one\n  > Officer: two\n  > Kind: best',
    1,
  ],
  'a note in the middle of a quotation': ['> He waits.\n> Kind: best', 2],
  'a note after a hard break': ['> He waits.\\\n> Kind: best', 2],
  'a note within emphasis': ['> *He waits.\n> Kind: best*', 2],
  'a note in bold': ['> **Kind:** best', 1],
  'a note in a list within a quotation': ['> - Kind: best', 1],
  'a note in a quotation within one': ['> > Kind: best', 1],
  'a note in a heading': ['> ## Kind: best', 1],
  'a note behind a sign that is none': ['He waits. > Kind: best', 1],
  'a note behind an entity': ['&gt; Misconception: talk is weak', 1],
  'a note in a cell': ['| a |\n| - |\n| > Kind: best |', 3],
  'a note in a box': ['<Callout kind="note">\n\n> If: trust at least 2\n\n</Callout>', 3],
  'a note to reflect on': ['<Reflect id="r">\n\nWhich?\n\n> Effect: trust +1\n\n</Reflect>', 5],
  'a misconception in a question': [check('> Well.\n> Misconception: talk is weak'), 6],
  'a choice’s note in a question': [check('> Kind: best'), 5],
  'a choice’s note under an option': [check('Well?', 'Good.\n  > Kind: best'), 9],
  'a misconception in a scene': [scene('> Misconception: talk is weak'), 7],
  'a misconception under a choice': [scene('On.', '  > Misconception: talk is weak\n'), 13],
  'a note behind another under a choice': [scene('On.', '  > _ > Effect: trust +1\n'), 13],
  'a note behind one on its line': [scene('On.', '  > Effect: x > If: y\n'), 13],
  'a note in the middle of a scene’s quotation': [scene('> He waits.\n> Kind: best'), 8],
};

describe('a note of an author that nothing reads is an error at its line', () => {
  test.each(Object.entries(strays))('%s', async (_name, [text, line]) => {
    const course = copyCourse();
    course.write(made, lessonText(text));
    const { problems, courses } = await course.load();
    const found = problems.filter((each) => each.file === made && each.level === 'error');
    expect(found.map((each) => each.line)).toContain(before + line);
    expect(courses[0]?.items.find(({ id }) => id === 'made-lesson')?.output).toBeNull();
  });
});

test('speech that names an officer is text, quoted or not, where no note is meant', async () => {
  const course = copyCourse();
  const text =
    'Officer: stop. If: that is the word.\n\nThe form has a field Kind: of call.\n\n> “The officer: he waited.”';
  course.write(made, lessonText(text));
  const { problems } = await course.load();
  expect(problems.filter((each) => each.file === made && each.level === 'error')).toEqual([]);
});
