import { expect, test } from 'vitest';
import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import { getQuizReport } from '#app/features/assessment/statistics/statistics-queries.server.ts';
import { tallyAttempts } from '#app/features/assessment/statistics/tally-mutations.server.ts';
import { getOwnHistory } from '#app/features/records/gradings/history-queries.server.ts';
import { paths } from '#app/paths.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  type Answers,
  newestGrading,
  publishRegradeCourse,
  readRecords,
} from '#tests/support/regrade-course.ts';
import { readGrid } from '#tests/support/teaching-course.ts';

/**
 * The wrong-key story: the key of `voice` says `a` and should say `b`. Forty cadets took the quiz (four points, three to
 * pass) before anybody noticed. Each group by what they answered, and what the fix means for them.
 */
const groups: { name: string; count: number; wrong: Answers }[] = [
  // 2 points, failed; 3 by the right key, passed.
  { name: 'Wronged', count: 10, wrong: { voice: ['voice-b'], reasons: ['reasons-a'] } },
  // 3 points, passed; 4 by the right key.
  { name: 'Short', count: 10, wrong: { voice: ['voice-b'] } },
  // 4 points; 3 by the right key, and passed all the same.
  { name: 'Lucky', count: 10, wrong: {} },
  // 3 points, passed; 2 by the right key, not passed.
  { name: 'Spared', count: 5, wrong: { reasons: ['reasons-a'] } },
  // Wrong by either key.
  { name: 'Other', count: 5, wrong: { voice: ['voice-c'] } },
];

const lastOf = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

test('forty attempts, a wrong key, and what becomes of them', async () => {
  const course = await publishRegradeCourse();
  const cadets = new Map<string, { cadet: Actor; attempt: string }>();
  for (const { name, count, wrong } of groups)
    for (let n = 1; n <= count; n += 1) {
      const cadet = await course.addCadet(`${name} ${String(n).padStart(2, '0')}`);
      cadets.set(cadet.name, { cadet, attempt: await course.take(cadet, wrong) });
    }
  await tallyAttempts();
  const of = (name: string) => cadets.get(name) ?? expect.fail(`no cadet ${name}`);
  const before = await readRecords(course.quiz);
  expect([before.attempts.length, before.gradings.length]).toEqual([40, 40]);
  // Two lessons for each of the 30 who passed.
  expect(before.completions).toHaveLength(60);

  const fixed = await course.fixQuiz({ key: { voice: ['voice-b'] } });
  const browser = await TestBrowser.signedInAs(course.instructor.id);
  const statistics = await browser.get(paths.quizStatistics(course.quiz));
  expect(statistics.text).toContain(
    'The key of item 2 changed in edition 2 40 finished attempts were graded with the old key.',
  );

  // The preview names exactly those who change, and writes nothing.
  const page = await browser.get(paths.quizRegrade(course.quiz));
  const [changed = '', kept = '', same = ''] = page.html.split('<details>');
  const named = (html: string) =>
    [...html.matchAll(/>((?:Wronged|Short|Lucky|Spared|Other) \d\d)/g)].map(([, name]) => name);
  const namesOf = (...wanted: string[]) =>
    [...cadets.keys()].filter((name) => wanted.includes(name.split(' ')[0] ?? '')).sort();
  expect(named(changed)).toEqual(namesOf('Short', 'Wronged'));
  expect(named(kept)).toEqual(namesOf('Lucky', 'Spared'));
  expect(named(same)).toEqual(namesOf('Other'));
  expect(page.text).toContain('Of 40 attempts with these items, 20 change; 10 will be passed.');
  expect(page.text).toContain(
    '2 of 4 points (50%) → 3 of 4 points (75%) now passed complete: Lesson first',
  );
  expect(await readRecords(course.quiz)).toEqual(before);

  // Applied with a reason, not without one.
  const form = { intent: 'apply-regrade', preview: lastOf(page.html, 'preview') };
  const unsaid = await browser.post(paths.quizRegrade(course.quiz), { ...form, reason: ' ' });
  expect([unsaid.status, unsaid.text]).toEqual([400, expect.stringContaining('Write why')]);
  const reason = 'Item 2 had the wrong key; the lesson says <b> is voice.';
  const applied = await browser.post(paths.quizRegrade(course.quiz), { ...form, reason });
  expect(applied.status).toBe(302);
  const told = await browser.get(applied.location ?? '');
  expect(told.text).toContain('20 of 40 attempts have another grading');
  expect(told.text).toContain('none lowered');

  // Nothing was overwritten: every old row is there as it was, and twenty gradings more.
  const after = await readRecords(course.quiz);
  const ids = new Set([...before.gradings, ...before.completions].map(({ id }) => id));
  const added = after.gradings.filter(({ id }) => !ids.has(id));
  expect(after).toEqual({
    ...before,
    gradings: expect.arrayContaining([...before.gradings, ...added]),
    completions: expect.arrayContaining(before.completions),
  });
  expect([added.length, after.completions.length]).toEqual([20, 80]);
  const [regrade] = await db.regrade.findMany({ where: { quizId: course.quiz } });
  expect(regrade).toMatchObject({
    revisionId: fixed,
    reason,
    neverLower: true,
    attempts: 40,
    changed: 20,
    appliedById: course.instructor.id,
  });
  for (const grading of added)
    expect(grading).toMatchObject({
      sequence: 2,
      kind: 'key-fix',
      revisionId: fixed,
      regradeId: regrade?.id,
      reason,
      gradedById: course.instructor.id,
    });

  // Completions and the progress grid follow.
  const grid = readGrid((await browser.get(paths.cohort(course.cohort.id))).html);
  const rowOf = (name: string) => grid.find((row) => row.name === name)?.cells.join(' | ');
  expect(rowOf('Wronged 01')).toContain('sum: 2/2');
  expect(rowOf('Wronged 01')).toContain('75%, done');
  expect(rowOf('Short 01')).toContain('100%, done');
  expect(rowOf('Lucky 01')).toContain('100%, done');
  expect(rowOf('Spared 01')).toContain('75%, done');

  // History shows both gradings, to the cadet and to the instructor.
  const { cadet, attempt } = of('Wronged 01');
  const history = await getOwnHistory(cadet, attempt);
  expect(history.map(({ what, by, result }) => [what, by, result?.points, result?.passed])).toEqual(
    [
      ['Graded', null, 2, false],
      ['Graded again, by a corrected key', course.instructor.name, 3, true],
    ],
  );
  const own = await TestBrowser.signedInAs(cadet.id);
  const result = await own.get(paths.attemptResult(attempt));
  expect(result.text).toContain('3 of 4 points (75%)');
  expect(result.text).toContain(`by a corrected key`);
  expect(result.text).toContain(reason);
  expect((await browser.get(paths.attemptReview(attempt))).text).toContain(reason);
  // The right answer shown is the one it was graded by.
  const voice =
    /<div class="item">(?:(?!<div class="item">)[\s\S])*Option b of voice[\s\S]*?<\/div>/;
  expect(result.html.match(voice)?.[0]).toContain('>right<');

  // Who was spared reads what is right now; who was graded by it has nothing more to learn.
  expect(result.text).not.toContain('The key was corrected after');
  const lucky = await TestBrowser.signedInAs(of('Lucky 01').cadet.id);
  const luckyResult = await lucky.get(paths.attemptResult(of('Lucky 01').attempt));
  expect(luckyResult.text).toMatch(/Item \d, right is now: Option b of voice \./);

  // The cadet is told, until they put it away. Nobody whose result stays is.
  const notices = await db.notice.groupBy({ by: ['kind'], _count: true });
  expect(notices.find(({ kind }) => kind === 'regraded')?._count).toBeGreaterThanOrEqual(20);
  const home = await own.get(paths.learn());
  expect(home.text).toContain('Your score: 50% before, 75% now. You have passed.');
  expect(home.text).toContain(`${course.instructor.name} writes: ${reason}`);
  await own.post(paths.learn(), { intent: 'dismiss-notice', notice: lastOf(home.html, 'notice') });
  expect((await own.get(paths.learn())).text).not.toContain('Your score');
  const spared = await TestBrowser.signedInAs(of('Spared 01').cadet.id);
  expect((await spared.get(paths.learn())).text).not.toContain('Graded again');

  // The item statistics are made anew, and the quiz page has nothing more to say.
  await tallyAttempts();
  const report = await getQuizReport(course.instructor, course.quiz, course.quizRevision.id);
  expect(report.items.find(({ id }) => id === 'voice')?.difficulty).toBeCloseTo(35 / 40, 12);
  expect((await browser.get(paths.quizStatistics(course.quiz))).text).not.toContain('old key');

  // Deriving it all once more changes nothing.
  const again = await course.preview(course.instructor);
  expect(again.plan?.changes).toEqual([]);
  expect([again.plan?.kept.length, again.plan?.same.length]).toEqual([15, 25]);
  expect((await newestGrading(attempt)).sequence).toBe(2);
});

test('one attempt is spoken of as one', async () => {
  const course = await publishRegradeCourse();
  await course.take(await course.addCadet(), { voice: ['voice-b'], respect: [] });
  await course.take(await course.addCadet());
  await course.fixQuiz({ key: { voice: ['voice-b'] } });
  const browser = await TestBrowser.signedInAs(course.instructor.id);
  const page = await browser.get(paths.quizRegrade(course.quiz));
  expect(page.text).toContain('1 attempt stays as it is, because a score would fall');
  const form = { intent: 'apply-regrade', preview: lastOf(page.html, 'preview'), reason: 'Wrong.' };
  const applied = await browser.post(paths.quizRegrade(course.quiz), form);
  const told = await browser.get(applied.location ?? '');
  expect(told.text).toContain('1 of 2 attempts has another grading. Its cadet is told.');
});
