import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { env } from '#app/env.server.ts';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { type ItemTrait, takeTraits } from '#app/features/curriculum/quality/file.server.ts';
import { keepRead, readContentQuality } from '#app/features/curriculum/quality/quality.server.ts';
import {
  allowedGuesses,
  nameMarks,
  readStyle,
} from '#app/features/curriculum/quality/style.server.ts';
import { dayOf } from '#app/time/days.ts';

const places = { contentDir: resolve('content'), dataDir: null };
const read = new Map();
const keep = keepRead(read);
const traits = new Map<string, ItemTrait[]>();
const content = await loadContent({
  ...places,
  onRead: (file, page) => {
    traits.set(file.path, takeTraits(file, page));
    keep(file, page);
  },
});

test('the content of this repository has no quality errors but those waived', async () => {
  const today = dayOf(new Date(), env.TIME_ZONE);
  const { problems, waived } = await readContentQuality(content, read, places, today);
  expect(problems.filter(({ level }) => level === 'error').map(toProblemLine)).toEqual([]);
  expect(waived.every(({ waiver }) => waiver.reason.length >= 20)).toBe(true);
}, 300_000);

test('style finds no more than 40% of the right options of the course, and of no quiz many more than by lot', () => {
  const [course] = content.courses;
  if (course === undefined) throw new Error('no course was loaded');
  const { quizzes, all, marks } = readStyle(
    course.compiled.folder,
    (file) => traits.get(file.path) ?? [],
  );
  const line = (name: string, { questions, found, byChance }: typeof all) =>
    `${name}: ${found.toFixed(1)} of ${questions} found by style, ${((100 * found) / questions).toFixed(1)}% (by lot ${((100 * byChance) / questions).toFixed(1)}%)\n`;
  process.stdout.write(
    [
      ...quizzes.map((each) => line(each.quiz.head.id ?? '', each)),
      line('the course', all),
      `${nameMarks(marks, all.byChance / all.questions)}\n`,
    ].join(''),
  );
  expect(all.questions).toBeGreaterThan(150);
  expect(all.found / all.questions).toBeLessThanOrEqual(0.4);
  for (const each of quizzes)
    expect(each.found, each.quiz.path).toBeLessThanOrEqual(allowedGuesses(each));
});
