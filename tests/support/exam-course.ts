import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fixture course with an item of each type, as the only one of an academy: ids of what the tests open. */
export const examCourse = { id: 'item-types', module: 'all-types' } as const;

/** Writes the course below a content folder, its quiz without a time limit. */
export function writeExamCourse(contentFolder: string): void {
  const folder = join(contentFolder, 'courses', examCourse.id);
  cpSync('tests/fixtures/courses/item-types', folder, { recursive: true });
  const quiz = join(folder, `01-${examCourse.module}`, 'quiz.mdx');
  writeFileSync(quiz, readFileSync(quiz, 'utf8').replace(/^timeLimitMinutes: .+\n/m, ''));
}
