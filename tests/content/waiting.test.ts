import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { checkContentTask } from '#app/features/curriculum/quality/check-schema.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { copyCourse, lessonText } from './fixture-course.ts';

/** Who has content compiled and judged does not wait with the thread: requests are answered meanwhile. */

const paragraph = (number: number) =>
  `Number ${number}: officers who listen first are told more, and residents who were heard say so. It costs a minute.`;

/** Milliseconds that this thread worked and was idle while something was done. */
async function watch<T>(work: () => Promise<T>) {
  const before = performance.eventLoopUtilization();
  const result = await work();
  const { active, idle } = performance.eventLoopUtilization(before);
  return { result, active, idle };
}

test.each([
  ['a long lesson', Array.from({ length: 600 }, (_, index) => paragraph(index)).join('\n\n')],
  ['as many signs as may be', `${'[a]( '.repeat(490)}\n\n`.repeat(20)],
  ['as many headings as may be', '## a\n\n'.repeat(3_900)],
])('%s is checked while the thread that asked is idle', async (_name, body) => {
  const course = copyCourse();
  course.write('01-first-module/09-made.mdx', lessonText(body));
  const order = { path: course.contentDir, options: { today: '2026-11-22' } };
  const { result, active, idle } = await watch(() => askWorkshop(checkContentTask, order));
  expect(result.lines.at(-1)).toMatch(/content files checked/);
  expect(idle).toBeGreaterThan(active);
});
