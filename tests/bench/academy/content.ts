import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'content/courses/communication-and-empathy';
const allTypes = 'tests/fixtures/courses/item-types/01-all-types';

/** The benchmark's course: what it is called, how it is made, and the address of its first lesson's preview. */
export const benchCourse = {
  id: 'bench-course',
  lessonsPerModule: 10,
  itemsPerQuiz: 10,
  preview: 'bench-course/01-part/01-lesson.mdx',
} as const;

const isLesson = (name: string) => /^\d\d-.*\.mdx$/.test(name);

/** Rewrites a file's id and those of its questions, notes and scenarios, so that a copy has ids of its own. */
function renamed(text: string, suffix: string): string {
  return text
    .replace(/^id: (.+)$/m, (_line, id: string) => `id: ${id.trim()}-${suffix}`)
    .replace(/(<(?:Check|Question|Reflect|Scenario)\b[^>]* id=")([^"]+)"/g, `$1$2-${suffix}"`);
}

/** A quiz that can be taken as often as one likes, of all its items each time. */
function unlimited(head: string): string {
  return head
    .replace(/^attempts: .+$/m, 'attempts: null')
    .replace(/^(waitHours|draw|unseenFirst|timeLimitMinutes): .+\n/gm, '')
    .replace(/^(blueprint|remediation):\n(?: .*\n)+/gm, '');
}

/** A quiz of ten: one item of each type, and as many of the real quiz as are left. */
function writeQuiz(real: string, mixed: string): string {
  const [head = '', ...items] = real.split(/^(?=<Question )/m);
  const [, ...types] = mixed.split(/^(?=<Question )/m);
  const objective = / objective="[^"]+"/.exec(items[0] ?? '')?.[0] ?? '';
  const ofEachType = types.map((item) => item.replace(/ objective="[^"]+"/, objective));
  const left = Math.max(0, benchCourse.itemsPerQuiz - types.length);
  return unlimited(head) + [...ofEachType, ...items.slice(0, left)].join('');
}

/** The files of one module beside its lessons; the first has the practical. */
function writeModule(from: string, to: string, number: number): void {
  const read = (...parts: string[]) => readFileSync(join(...parts), 'utf8');
  const suffix = `m${number}`;
  mkdirSync(to);
  writeFileSync(join(to, 'module.mdx'), renamed(read(from, 'module.mdx'), suffix));
  const quiz = writeQuiz(read(from, 'quiz.mdx'), read(allTypes, 'quiz.mdx'));
  writeFileSync(join(to, 'quiz.mdx'), renamed(quiz, suffix));
  for (const folder of [from, allTypes])
    for (const name of readdirSync(folder))
      if (!name.endsWith('.mdx')) cpSync(join(folder, name), join(to, name));
  if (number > 1) return;
  const practical = readdirSync(from)
    .filter(isLesson)
    .sort()
    .map((name) => name.replace(/^\d\d-|\.mdx$/g, ''))
    .reduce(
      (text, lesson, index) => text.replaceAll(lesson, `${lesson}-n${index + 1}`),
      read(from, 'practical.mdx'),
    );
  writeFileSync(join(to, 'practical.mdx'), practical);
}

/** Writes a content folder with one course of so many lessons, made from the real first module over and over. */
export function writeBenchContent(folder: string, lessons: number): void {
  const course = join(folder, 'courses', benchCourse.id);
  mkdirSync(course, { recursive: true });
  const name = readdirSync(source).find((entry) => entry.startsWith('01-')) ?? '';
  const from = join(source, name);
  for (const shared of ['sources.yml', 'glossary.yml', 'surveys'])
    cpSync(join(source, shared), join(course, shared), { recursive: true });
  const text = readFileSync(join(source, 'course.mdx'), 'utf8');
  writeFileSync(join(course, 'course.mdx'), text.replace(/^id: .+$/m, `id: ${benchCourse.id}`));
  const lessonFiles = readdirSync(from).filter(isLesson).sort();
  for (let number = 0; number < lessons; number += 1) {
    const place = number % benchCourse.lessonsPerModule;
    const module = Math.floor(number / benchCourse.lessonsPerModule) + 1;
    const to = join(course, `0${module}-part`);
    if (place === 0) writeModule(from, to, module);
    const lesson = readFileSync(join(from, lessonFiles[number % lessonFiles.length] ?? ''), 'utf8');
    const file = `${String(place + 1).padStart(2, '0')}-lesson.mdx`;
    writeFileSync(join(to, file), renamed(lesson, `n${number + 1}`));
  }
}
