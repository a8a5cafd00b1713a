import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import {
  startAttempt,
  submitAttempt,
} from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { findKeyChange } from '#app/features/assessment/regrades/key-change-queries.server.ts';
import { voidAttempt } from '#app/features/assessment/reviews/void-mutations.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { assignCourse, createCohort } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import {
  completionsOf,
  createActor,
  newestGrading,
  publishRegradeCourse,
  type RegradeCourse,
  readRecords,
  teach,
} from '#tests/support/regrade-course.ts';

describe('how an item is treated', () => {
  let course: RegradeCourse;
  let by: Record<'a' | 'b' | 'c', { cadet: Actor; attempt: string }>;

  // One cadet for each answer to `voice`, every other item right: 4, 3 and 3 of 4 points.
  beforeAll(async () => {
    course = await publishRegradeCourse({ policy: { passMark: 100 } });
    const taken = async (letter: string) => {
      const cadet = await course.addCadet(`Chose ${letter}`);
      return { cadet, attempt: await course.take(cadet, { voice: [`voice-${letter}`] }) };
    };
    by = { a: await taken('a'), b: await taken('b'), c: await taken('c') };
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
  });

  const show = async (policy: 'new-key' | 'accept-both' | 'drop', neverLower: boolean) => {
    const { plan } = await course.preview(course.instructor, { voice: policy }, neverLower);
    const changes = plan?.changes.map(({ name, before, after }) => {
      const was = `${before.points}/${before.maxPoints}`;
      return `${name}: ${was} ${after.points}/${after.maxPoints} ${after.passed}`;
    });
    return { changes, kept: plan?.kept.map(({ name }) => name) };
  };

  test.each([
    ['new-key', true, ['Chose b: 3/4 4/4 true'], ['Chose a']],
    ['new-key', false, ['Chose a: 4/4 3/4 false', 'Chose b: 3/4 4/4 true'], []],
    ['accept-both', true, ['Chose b: 3/4 4/4 true'], []],
    ['drop', true, ['Chose a: 4/4 3/3 true', 'Chose b: 3/4 3/3 true', 'Chose c: 3/4 3/3 true'], []],
  ] as const)('%s, never lower %s', async (policy, neverLower, changes, kept) => {
    expect(await show(policy, neverLower)).toEqual({ changes, kept });
  });

  test('a pass that is lost takes its completions along, and they can be earned again', async () => {
    const { cadet, attempt } = by.a;
    expect(await completionsOf(cadet.id)).toHaveLength(2);
    const { plan } = await course.preview(course.instructor, {}, false);
    expect(plan?.changes.find(({ name }) => name === 'Chose a')?.voided).toHaveLength(2);
    expect(await course.regrade(course.instructor, {}, false)).toMatchObject({ changed: 2 });
    const reason = 'The key of respect was wrong.';
    for (const completion of await completionsOf(cadet.id))
      expect(completion).toMatchObject({ voidReason: reason, voidedById: course.instructor.id });
    expect(await newestGrading(attempt)).toMatchObject({ kind: 'key-fix', passed: false });
    const events = await db.auditEvent.findMany({
      where: { action: 'void-completion', actorId: course.instructor.id },
    });
    expect(events).toHaveLength(2);
    const notice = await db.notice.findFirstOrThrow({ where: { userId: cadet.id } });
    expect(JSON.parse(notice.textJson)).toMatchObject({
      kind: 'regraded',
      before: { passed: true },
      after: { passed: false },
      voided: [
        expect.stringContaining('Title of first'),
        expect.stringContaining('Title of second'),
      ],
    });

    // Accepting both after all gives it back: absolute, whatever was applied before. Written again, not un-voided.
    await course.regrade(course.instructor, { voice: 'accept-both' });
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 4, passed: true });
    const rows = await completionsOf(cadet.id);
    expect(rows.map(({ sequence, voidedAt }) => [sequence, voidedAt === null])).toEqual([
      [1, false],
      [1, false],
      [2, true],
      [2, true],
    ]);
  });
});

describe('who may regrade whom', () => {
  test('cadets of one’s own cohorts, not oneself; an administrator everybody', async () => {
    const course = await publishRegradeCourse();
    const other = await createCohort();
    await assignCourse(other.id, course.course);
    const colleague = await createActor(['instructor']);
    await teach(other.id, colleague);
    const mine = await course.addCadet('Mine');
    const theirs = await course.addCadet('Theirs', other.id);
    // Someone who teaches here, and learns there.
    const both = await course.addCadet('Both', other.id);
    await db.userRole.create({ data: { userId: both.id, role: 'instructor' } });
    await teach(other.id, both);
    const wrong = { voice: ['voice-b'] };
    for (const cadet of [mine, theirs, both]) await course.take(cadet, wrong);
    await course.fixQuiz({ key: { voice: ['voice-b'] } });

    const seenBy = async (actor: Actor) =>
      (await course.preview(actor)).plan?.changes.map(({ name }) => name);
    expect(await seenBy(course.instructor)).toEqual(['Mine']);
    expect(await seenBy(colleague)).toEqual(['Both', 'Theirs']);
    expect(await seenBy({ ...both, roles: ['cadet', 'instructor'] })).toEqual(['Theirs']);
    expect(await seenBy(await createActor(['admin']))).toEqual(['Both', 'Mine', 'Theirs']);
    const stranger = await createActor(['instructor']);
    await expect(course.preview(stranger)).rejects.toMatchObject({ status: 404 });
    await expect(course.regrade(stranger)).rejects.toMatchObject({ status: 404 });

    // What one does, the other's page does not take for done.
    await course.regrade(course.instructor);
    const pageOf = async (actor: Actor) =>
      (await (await TestBrowser.signedInAs(actor.id)).get(paths.quizStatistics(course.quiz))).text;
    expect(await pageOf(course.instructor)).not.toContain('old key');
    expect(await pageOf(colleague)).toContain('2 finished attempts were graded with the old key');
  });

  test('not while taking the quiz oneself', async () => {
    const course = await publishRegradeCourse();
    await course.take(await course.addCadet());
    const self = await course.addCadet();
    await db.userRole.create({ data: { userId: self.id, role: 'instructor' } });
    await teach(course.cohort.id, self);
    await startAttempt({ actor: self }, course.course, course.module);
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const browser = await TestBrowser.signedInAs(self.id);
    const page = await browser.get(paths.quizRegrade(course.quiz));
    expect(page.text).toContain('You take this quiz yourself');
    expect(page.html).not.toContain('Option b of voice');
  });
});

describe('between the preview and its use', () => {
  test('an attempt handed in, voided or graded makes it void; so do other policies', async () => {
    const course = await publishRegradeCourse();
    const wrong = { voice: ['voice-b'] };
    const first = await course.take(await course.addCadet(), wrong);
    const late = await course.addCadet();
    const started = await startAttempt({ actor: late }, course.course, course.module);
    if (started.kind !== 'open') throw new Error('not started');
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const { instructor } = course;
    const fingerprint = async () => (await course.preview(instructor)).plan?.fingerprint ?? '';
    const since = expect.any(Refusal);

    let seen = await fingerprint();
    expect(await course.apply(instructor, seen, { voice: 'drop' })).toEqual(since);
    expect(await course.apply(instructor, seen, {}, false)).toEqual(since);
    await submitAttempt({ actor: late }, started.attemptId, { confirmed: true });
    expect(await course.apply(instructor, seen)).toEqual(since);

    seen = await fingerprint();
    await voidAttempt({ actor: instructor }, first, 'Taken by a friend.');
    expect(await course.apply(instructor, seen)).toEqual(since);
    seen = await fingerprint();
    await course.fixQuiz({ key: { voice: ['voice-c'] } }, 3);
    expect(await course.apply(instructor, seen)).toEqual(since);
    expect(await db.regrade.count({ where: { quizId: course.quiz } })).toBe(0);
    expect(await db.grading.count({ where: { attempt: { quizId: course.quiz } } })).toBe(2);

    // The page says so, and shows how it is now.
    const browser = await TestBrowser.signedInAs(instructor.id);
    const refused = await browser.post(paths.quizRegrade(course.quiz), {
      intent: 'apply-regrade',
      preview: seen,
      reason: 'The key was wrong.',
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Something changed since this was shown');
    expect(refused.text).toContain('Edition 3');
    expect(refused.html).toContain('The key was wrong.</textarea>');
  });

  test('two instructors at once: one of them, the other is told', async () => {
    const course = await publishRegradeCourse();
    const colleague = await createActor(['instructor']);
    await teach(course.cohort.id, colleague);
    const attempts: string[] = [];
    for (let n = 0; n < 6; n += 1)
      attempts.push(await course.take(await course.addCadet(), { voice: ['voice-b'] }));
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const { plan } = await course.preview(course.instructor);
    const fingerprint = plan?.fingerprint ?? '';
    const results = await Promise.all(
      [course.instructor, colleague, course.instructor, colleague].map((actor) =>
        course.apply(actor, fingerprint),
      ),
    );
    expect(results.filter((result) => result instanceof Refusal)).toHaveLength(3);
    expect(await db.grading.count({ where: { attempt: { quizId: course.quiz } } })).toBe(12);
    expect(await db.regrade.count({ where: { quizId: course.quiz } })).toBe(1);
    expect(await db.notice.count({ where: { subjectId: { in: attempts } } })).toBe(6);
  });

  test('an attempt handed in while it is applied is in it, or still to be regraded', async () => {
    const course = await publishRegradeCourse();
    const wrong = { voice: ['voice-b'] };
    for (let n = 0; n < 3; n += 1) await course.take(await course.addCadet(), wrong);
    const cadets = await Promise.all(Array.from({ length: 4 }, () => course.addCadet()));
    const open = await Promise.all(
      cadets.map((cadet) => startAttempt({ actor: cadet }, course.course, course.module)),
    );
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const { plan } = await course.preview(course.instructor);
    const [result] = await Promise.all([
      course.apply(course.instructor, plan?.fingerprint ?? ''),
      ...open.map((one, index) => {
        const actor = cadets[index];
        if (one.kind !== 'open' || !actor) throw new Error('not started');
        return submitAttempt({ actor }, one.attemptId, { confirmed: true });
      }),
    ]);
    const { gradings } = await readRecords(course.quiz);
    expect(gradings.filter(({ sequence }) => sequence === 1)).toHaveLength(7);
    expect(gradings.filter(({ sequence }) => sequence === 2)).toHaveLength(
      result instanceof Refusal ? 0 : 3,
    );
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    const { text } = await browser.get(paths.quizStatistics(course.quiz));
    expect(text).toContain(`${result instanceof Refusal ? 7 : 4} finished attempts were graded`);
    await course.regrade(course.instructor);
    expect((await browser.get(paths.quizStatistics(course.quiz))).text).not.toContain('old key');
  });
});

describe('more than one fix', () => {
  test('an item taken out, then a key: each attempt is graded by its own edition and the one now', async () => {
    const course = await publishRegradeCourse();
    const cadet = await course.addCadet();
    const attempt = await course.take(cadet, { voice: ['voice-b'], reasons: ['reasons-a'] });
    await course.fixQuiz({ without: ['reasons'] });
    await course.regrade(course.instructor, { reasons: 'drop' });
    expect(await newestGrading(attempt)).toMatchObject({ points: 2, maxPoints: 3, passed: false });
    await course.fixQuiz({ key: { voice: ['voice-b'] } }, 3);
    const page = await course.preview(course.instructor);
    // What was decided before is the choice to begin with.
    expect(page.query.policies).toEqual({ voice: 'new-key', reasons: 'drop' });
    expect(page.items.map(({ id, change }) => [id, change])).toEqual([
      ['voice', 'key'],
      ['reasons', 'removed'],
    ]);
    await course.regrade(course.instructor);
    expect(await newestGrading(attempt)).toMatchObject({ points: 3, maxPoints: 3, passed: true });
  });

  test('a key, then the item taken out: what the fixed key gave stays, also when scores may fall', async () => {
    const course = await publishRegradeCourse();
    const attempt = await course.take(await course.addCadet(), { voice: ['voice-b'] });
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    await course.regrade(course.instructor, { voice: 'accept-both' });
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 2, points: 4 });
    await course.fixQuiz({ without: ['voice'] }, 3);
    const page = await course.preview(course.instructor, undefined, false);
    // Both keys cannot be accepted for an item that is gone: only what can be chosen is.
    expect(page.items).toMatchObject([{ id: 'voice', change: 'removed', policy: 'new-key' }]);
    expect(page.plan).toMatchObject({ changes: [], kept: [], same: [{ attemptId: attempt }] });
    await course.regrade(course.instructor, { voice: 'drop' });
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 3, points: 3, maxPoints: 3 });
    expect((await course.preview(course.instructor)).items).toMatchObject([{ dropped: true }]);
    await course.regrade(course.instructor, { voice: 'new-key' });
    expect(await newestGrading(attempt)).toMatchObject({ sequence: 4, points: 4, maxPoints: 4 });
  });

  test('an item taken out waits for a decision, which holds for later editions', async () => {
    const course = await publishRegradeCourse();
    const cadet = await course.addCadet();
    await course.take(cadet, { reasons: ['reasons-a'] });
    const change = () => findKeyChange(course.instructor, course.quiz);
    await course.fixQuiz({ without: ['reasons'] });
    expect(await change()).toMatchObject({ items: [], removed: 1, attempts: 1, edition: 2 });
    const browser = await TestBrowser.signedInAs(course.instructor.id);
    expect((await browser.get(paths.quizStatistics(course.quiz))).text).toContain(
      '1 item was taken out in edition 2 1 finished attempt was graded with what was taken out.',
    );
    expect((await browser.get(paths.teach())).text).toMatch(/1 item was taken out of .* on /);
    await course.regrade(course.instructor, { reasons: 'drop' });
    expect(await change()).toBeNull();
    await course.fixQuiz({ key: { voice: ['voice-b'] } }, 3);
    expect(await change()).toMatchObject({ items: [2], removed: 0, attempts: 1, edition: 3 });
    await course.regrade(course.instructor);
    expect(await change()).toBeNull();
    await course.fixQuiz({}, 4);
    expect(await change()).toBeNull();
  });

  test('a changed key concerns those attempts only that drew the item', async () => {
    const course = await publishRegradeCourse();
    const [met, other] = [await course.addCadet(), await course.addCadet()];
    const draw = async (cadet: Actor, items: string[]) =>
      db.attempt.update({
        where: { id: await course.take(cadet) },
        data: { drawnJson: JSON.stringify(items) },
      });
    await draw(met, ['voice', 'respect']);
    await draw(other, ['respect']);
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const change = await findKeyChange(course.instructor, course.quiz);
    expect(change).toMatchObject({ attempts: 1, more: false, edition: 2 });
  });

  test('nothing was changed: nothing to do', async () => {
    const course = await publishRegradeCourse();
    await course.take(await course.addCadet());
    expect(await course.preview(course.instructor)).toMatchObject({ items: [], plan: null });
    expect(await course.regrade(course.instructor)).toBeInstanceOf(Refusal);
  });
});
