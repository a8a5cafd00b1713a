import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'content/courses/communication-and-empathy';

/** What the benchmark's course is called. */
export const benchCourse = { id: 'bench-course', lessonsPerModule: 10 } as const;

/** Rewrites a file's id and those of its questions, notes and scenarios, so that a copy has ids of its own. */
function renamed(text: string, suffix: string): string {
  return text
    .replace(/^id: (.+)$/m, (_line, id: string) => `id: ${id.trim()}-${suffix}`)
    .replace(/(<(?:Check|Question|Reflect|Scenario)\b[^>]* id=")([^"]+)"/g, `$1$2-${suffix}"`);
}

/** A quiz that can be taken as often as one likes, of all its items each time. */
function unlimited(quiz: string): string {
  return quiz
    .replace(/^attempts: .+$/m, 'attempts: null')
    .replace(/^(waitHours|draw|unseenFirst|timeLimitMinutes): .+\n/gm, '')
    .replace(/^(blueprint|remediation):\n(?: .*\n)+/gm, '');
}

function firstItems(quiz: string, count: number): string {
  const [head = '', ...items] = quiz.split(/^(?=<Question )/m);
  return head + items.slice(0, count).join('');
}

/**
 * Writes a content folder with one course of `lessons` lessons, made from the real first module over and over, in
 * modules of ten with a quiz of ten items each.
 */
export function writeBenchContent(folder: string, lessons: number): void {
  const course = join(folder, 'courses', benchCourse.id);
  mkdirSync(course, { recursive: true });
  const moduleFolder = readdirSync(source).find((name) => name.startsWith('01-')) ?? '';
  const from = join(source, moduleFolder);
  const read = (...parts: string[]) => readFileSync(join(...parts), 'utf8');
  const lessonFiles = readdirSync(from).filter((name) => /^\d\d-.*\.mdx$/.test(name));
  for (const name of ['sources.yml', 'glossary.yml'])
    cpSync(join(source, name), join(course, name));
  writeFileSync(
    join(course, 'course.mdx'),
    read(source, 'course.mdx').replace(/^id: .+$/m, `id: ${benchCourse.id}`),
  );
  for (let number = 0; number < lessons; number += 1) {
    const module = Math.floor(number / benchCourse.lessonsPerModule) + 1;
    const to = join(course, `0${module}-part`);
    if (number % benchCourse.lessonsPerModule === 0) {
      mkdirSync(to);
      const suffix = `m${module}`;
      writeFileSync(join(to, 'module.mdx'), renamed(read(from, 'module.mdx'), suffix));
      // Practice without end, so that the benchmark can submit as often as it likes.
      const quiz = renamed(firstItems(read(from, 'quiz.mdx'), 10), suffix);
      writeFileSync(join(to, 'quiz.mdx'), unlimited(quiz));
      for (const name of readdirSync(from)) {
        if (!/\.mdx$/.test(name)) cpSync(join(from, name), join(to, name));
      }
    }
    const file = lessonFiles[number % lessonFiles.length] ?? '';
    const name = `${String((number % benchCourse.lessonsPerModule) + 1).padStart(2, '0')}-lesson.mdx`;
    writeFileSync(join(to, name), renamed(read(from, file), `n${number + 1}`));
  }
}
