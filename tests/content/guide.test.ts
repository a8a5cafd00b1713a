import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readHead } from '#app/features/curriculum/compiler/files/frontmatter.server.ts';
import {
  createReport,
  toProblemLine,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import {
  glossaryFileSchema,
  sourcesFileSchema,
} from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { kitFileSchema, standardsFileSchema } from '#app/features/curriculum/courses/kit-schema.ts';
import { officeFileOf } from '#tests/support/office-file.ts';
import { tones } from '#tests/support/sound.ts';
import { copyCourse } from './fixture-course.ts';

/** Every example of the authoring guide is compiled: what an author copies from it must work. */

const guide = readFileSync('content/README.md', 'utf8');

function examplesOf(language: string): string[] {
  return [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text]) =>
    kind === language && text !== undefined ? [text] : [],
  );
}

const yaml = examplesOf('yaml');

/** The settings of a kind of file as the guide shows them. */
function head(kind: 'lesson' | 'quiz' | 'practical' | 'survey'): string {
  const marks = {
    lesson: 'objectives:',
    quiz: 'passMark:',
    practical: 'lessons:',
    survey: 'answers:',
  };
  const found = yaml.find((text) => text.startsWith('---') && text.includes(`\n${marks[kind]}`));
  if (found === undefined) throw new Error(`the guide shows no settings of a ${kind}`);
  return found;
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"/>';

/** A file of its kind. */
function fileOf(name: string): string | Uint8Array {
  const kinds: Record<string, string | Uint8Array> = {
    svg,
    mp3: tones.mp3,
    docx: officeFileOf('docx'),
  };
  return kinds[name.split('.')[1] ?? ''] ?? 'WEBVTT';
}

/** A course in which an example can stand. */
function courseAround(example: string) {
  const course = copyCourse('parts');
  course.remove('01-first-module');
  course.remove('surveys');
  course.write('course.mdx', course.read('course.mdx').replace(/^See .*$/m, 'A course.'));
  const folder = '01-first-module';
  course.write(
    `${folder}/module.mdx`,
    '---\nid: guide-module\ntitle: A module\nsummary: A module around an example.\n---\n',
  );
  const ids = (pattern: RegExp) => [
    ...new Set([...`${head('lesson')}${example}`.matchAll(pattern)].map((match) => match[1] ?? '')),
  ];
  const source =
    '{ authors: "A, B.", year: 2000, title: A title, url: https://example.org, accessed: 2026-11-01, evidence: trial, verified: true, limits: A record for a test. }';
  const sources = ids(/<Source id="([^"]+)"|^ {2}- ([a-z]+-\d{4})$/gm)
    .concat('weisburd-2022')
    .filter((id) => id !== '');
  course.write('sources.yml', sources.map((id) => `${id}: ${source}\n`).join(''));
  course.write(
    'glossary.yml',
    ids(/<Term id="([^"]+)"/g)
      .map((id) => `${id}: { term: A term, meaning: What the term means. }\n`)
      .join(''),
  );
  for (const name of ids(/(?:(?:src|captions|transcript)="|\]\()\.\/([^")]+\.\w+)[")]/g)) {
    course.write(`${folder}/${name}`, fileOf(name));
  }
  course.write(
    `${folder}/01-lesson.mdx`,
    `${head('lesson')}\n${/<(Rubric|Scale|Rank|Question)\b/.test(example) ? 'Text.' : example}`,
  );
  if (example.includes('<Question'))
    course.write(`${folder}/quiz.mdx`, `${head('quiz')}\n${example}`);
  if (example.includes('<Rubric'))
    course.write(`${folder}/practical.mdx`, `${head('practical')}\n${example}`);
  if (/<(Scale|Rank)\b/.test(example))
    course.write('surveys/attitude.mdx', `${head('survey')}\n${example}`);
  return course;
}

const examples = examplesOf('mdx').map((text): [string, string] => [
  /<(\w+)[^>]*?(?:id="([^"]+)")?[^>]*>/.exec(text)?.slice(1).join(' ') ?? text,
  text,
]);

describe('the guide', () => {
  test('shows every component and every kind of question', () => {
    const all = examples.map(([, text]) => text).join('\n');
    for (const name of [
      'Callout',
      'Figure',
      'Video',
      'Audio',
      'Compare',
      'Weak',
      'Strong',
      'Spoken',
      'Reading',
      'Steps',
      'Term',
      'Source',
      'LocalRule',
      'Reflect',
      'Check',
      'Scenario',
      'Scene',
      'When',
      'Rubric',
      'Scale',
      'Rank',
    ]) {
      expect(all, name).toContain(`<${name}`);
    }
    for (const part of [
      '- [x] False',
      '\n1. ',
      '\n| | ',
      '\nNumber: ',
      '\nText: ',
      '\nRating: ',
      '%)\n',
      '> If: ',
      '> Effect: ',
      '★',
      '(R)',
    ]) {
      expect(all, part).toContain(part);
    }
    expect(examples.length).toBeGreaterThan(15);
  });

  test.each(examples)('%s compiles without a problem', async (_name, text) => {
    const { problems, courses } = await courseAround(text).load();
    expect(problems.map(toProblemLine)).toEqual([]);
    expect(courses[0]?.items.filter(({ output }) => output === null)).toEqual([]);
  });

  test.each(['lesson', 'quiz', 'practical', 'survey'] as const)(
    'its settings of a %s are right',
    (kind) => {
      const report = createReport('example');
      expect(readHead(kind, head(kind), report).frontmatter).not.toBeNull();
      expect(report.problems).toEqual([]);
    },
  );

  test('its sources and terms are right', () => {
    const [sources = '', terms = ''] = (
      yaml.find((text) => text.includes('# sources.yml')) ?? ''
    ).split('# glossary.yml');
    expect(Object.keys(sourcesFileSchema.parse(parse(sources)))).toEqual(['skogan-2006']);
    expect(Object.keys(glossaryFileSchema.parse(parse(terms)))).toEqual(['trust']);
  });

  test('its kit and standards are right', () => {
    const [kit = '', standards = ''] = (
      yaml.find((text) => text.includes('# kit.yml')) ?? ''
    ).split('# standards.yml');
    expect(Object.keys(kitFileSchema.parse(parse(kit)))).toEqual(['four-habits-of-fair-process']);
    expect(Object.keys(standardsFileSchema.parse(parse(standards)))).toEqual(['post', 'ncp']);
  });

  test('the settings of a quiz it lists are those there are', () => {
    const listed = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    const report = createReport('example');
    const known = Object.keys(readHead('quiz', head('quiz'), report).frontmatter ?? {});
    const own = ['id', 'title', 'summary', 'edition', 'change', 'releaseAt'];
    expect(listed.toSorted()).toEqual(known.filter((key) => !own.includes(key)).toSorted());
  });
});
