import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small course in Markdown whose quizzes hold one item of each type, for tests that need a server of their own. */

/** Ids of the course; `quizzes` by the name of their module. */
export const examCourse = { id: 'exam-course', lesson: (module: string) => `${module}-lesson` };

/** Frontmatter of a quiz beside its id, title and summary, in YAML: `timeLimitMinutes: 1`. */
export type ExamModules = Record<string, readonly string[]>;

/**
 * Writes the course below a content folder: a module of one lesson and a quiz of eight items for each entry of `modules`.
 */
export function writeExamCourse(contentFolder: string, modules: ExamModules): void {
  const course = join(contentFolder, 'courses', examCourse.id);
  mkdirSync(course, { recursive: true });
  writeFileSync(join(course, 'course.mdx'), toFile(courseHead, ['A course for tests.']));
  for (const [index, [module, policy]] of Object.entries(modules).entries()) {
    const folder = join(course, `0${index + 1}-${module}`);
    mkdirSync(folder);
    const write = (name: string, head: readonly string[], body: readonly string[]) =>
      writeFileSync(join(folder, name), toFile(head, body));
    write('module.mdx', toHead(module, 'Module', ['requiresQuiz: true']), ['A module for tests.']);
    write('01-lesson.mdx', toLessonHead(module), ['## A heading', '', 'A few words to read.']);
    write('quiz.mdx', toHead(`${module}-quiz`, 'Quiz', policy), [
      'Eight questions.',
      ...toItems(module),
    ]);
  }
}

const summary = 'summary: Made for the tests of attempts.';

const courseHead = [
  `id: ${examCourse.id}`,
  'title: Exam course',
  summary,
  'lastReviewed: 2026-01-01',
];

const toHead = (id: string, kind: string, more: readonly string[]) => [
  ...[`id: ${id}`, `title: ${kind} ${id}`, summary],
  ...more,
];

const toLessonHead = (module: string) =>
  toHead(examCourse.lesson(module), 'Lesson', [
    ...['minutes: 5', 'lastReviewed: 2026-01-01', 'objectives:'],
    ...[`  - id: ${module}-attend`, '    text: Explain why an officer listens first.'],
  ]);

const toFile = (head: readonly string[], body: readonly string[]) =>
  ['---', ...head, '---', '', ...body, ''].join('\n');

/** One item of each type. Options get the ids a, b, c... in the order written. */
function toItems(module: string): string[] {
  const items: Record<string, string[]> = {
    habit: ['Which habit is it?', '', '- [x] Voice', '- [ ] Leniency', '- [ ] Speed'],
    lines: [
      'Which are open?',
      '',
      '- [x] What happened?',
      '- [ ] Was it you?',
      '- [x] And then?',
      '- [ ] Sure?',
    ],
    truth: ['Listening gives up no authority.', '', '- [x] True', '- [ ] False'],
    order: [
      'Put these in order.',
      '',
      '1. Greet',
      '2. Ask',
      '3. Listen',
      '4. Decide',
      '',
      '> As people do.',
    ],
    match: [
      ...['Match them.', '', '| Line | Habit |', '| --- | --- |'],
      ...[
        '| What happened? | Voice |',
        '| The same for all | Neutrality |',
        '|  | Respect |',
        '',
        '> As said.',
      ],
    ],
    number: ['How many percent?', '', 'Number: 14 ± 1 percent', '', '> Fourteen.'],
    words: ['What is saying back called?', '', 'Text: paraphrase | restat*', '', '> Paraphrase.'],
    sure: ['How sure are you?', '', 'Rating: Not at all | A little | Fairly | Very'],
  };
  return Object.entries(items).flatMap(([id, lines]) => [
    ...[
      '',
      `<Question id="${module}-${id}" objective="${module}-attend">`,
      '',
      ...lines,
      '',
      '</Question>',
    ],
  ]);
}
