import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { db, inTransaction, sql } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { Turns } from '#app/db/turns.server.ts';
import {
  startAttempt,
  submitAttempt,
} from '#app/features/assessment/attempts/attempt-mutations.server.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { voidAttempt } from '#app/features/assessment/reviews/void-mutations.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { withdrawCadet } from '#app/features/people/cohorts/roster-mutations.server.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { Refusal } from '#app/http/refusal.ts';
import {
  completionsOf,
  createActor,
  publishRegradeCourse,
  type RegradeCourse,
} from '#tests/support/regrade-course.ts';

/**
 * What those decide who teach and publish, at the moment at which a cadet starts or submits. The order is chance, from a
 * seed that a failure names; whichever it is, one comes wholly before the other. As two processes do it, nothing keeps them
 * apart but what the database knows.
 */

const seeds = Array.from({ length: Number(process.env.RACE_SEEDS ?? 8) }, (_, index) => index + 1);
const places = provider === 'sqlite' ? ['one process'] : ['one process', 'two processes'];
const cases = places.flatMap((place) => seeds.map((seed) => ({ place, seed })));
const reason = 'The key was wrong.';

/** On PostgreSQL each change takes a moment, so that what goes on at once does. */
const tables = ['Attempt', 'AuditEvent', 'Completion', 'Enrollment', 'Grading'];
beforeAll(async () => {
  if (provider === 'sqlite') return;
  await db.$executeRaw(sql`
    CREATE FUNCTION take_a_moment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(random() * 0.01); RETURN NEW; END $$`);
  for (const table of tables)
    await db.$executeRawUnsafe(`CREATE TRIGGER moment BEFORE INSERT OR UPDATE ON "${table}"
      FOR EACH ROW EXECUTE FUNCTION take_a_moment()`);
});
afterAll(async () => {
  if (provider !== 'sqlite') await db.$executeRaw(sql`DROP FUNCTION take_a_moment CASCADE`);
});

describe.each(cases)('in $place, interleaving $seed', ({ place, seed }) => {
  const random = createRandom(seed, place);
  /** Both at nearly one moment. @throws what one of them throws */
  async function meet<A, B>(one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
    const spy = vi.spyOn(Turns.prototype, 'take');
    if (place === 'two processes') spy.mockResolvedValue(() => {});
    const soon = async <T>(work: () => Promise<T>) => {
      await pause(random() * 30);
      return work();
    };
    try {
      return await Promise.all([soon(one), soon(other)]);
    } finally {
      spy.mockRestore();
    }
  }

  /** A failed attempt, which the fixed key makes a pass; and another that is open, every answer of it right. */
  async function setUp() {
    const course = await publishRegradeCourse({ policy: { passMark: 100, attempts: 5 } });
    const cadet = await course.addCadet();
    const failed = await course.take(cadet, { voice: ['voice-b'] });
    await course.fixQuiz({ key: { voice: ['voice-b'] } });
    const open = await begin(course, cadet);
    const answers = { greeting: 'b', voice: 'b', reasons: 'c' };
    for (const [itemId, letter] of Object.entries(answers))
      await addAnswer(open, itemId, [`${itemId}-${letter}`]);
    await addAnswer(open, 'respect', ['respect-a', 'respect-c']);
    return { course, cadet, failed, open };
  }

  type Cadet = Awaited<ReturnType<typeof createActor>>;

  async function begin(course: RegradeCourse, cadet: Cadet): Promise<string> {
    const started = await startAttempt({ actor: cadet }, course.course, course.module);
    if (started.kind !== 'open') throw new Error(`No attempt was started: ${started.kind}`);
    return started.attemptId;
  }

  const addAnswer = (attemptId: string, itemId: string, value: string[]) =>
    db.response.create({
      data: {
        attemptId,
        itemId,
        valueJson: JSON.stringify(value),
        seq: 1,
        savedAt: new Date(),
        counted: true,
      },
    });

  /** Each lesson of the course is completed, and once. */
  async function expectCompleted({ lessons }: RegradeCourse, { id }: Cadet): Promise<void> {
    const rows = (await completionsOf(id)).filter(({ voidedAt }) => voidedAt === null);
    expect(rows.map(({ lessonId }) => lessonId).sort()).toEqual([...lessons].sort());
    expect(await db.grading.count({ where: { attempt: { userId: id }, passed: true } })).toBe(2);
  }

  /** The event that came last of these two. */
  async function findLast(actions: ('withdraw-cadet' | 'publish-revision')[], since: number) {
    return db.auditEvent.findFirst({
      where: { id: { gt: since }, action: { in: [...actions, 'start-attempt'] } },
      orderBy: { id: 'desc' },
    });
  }

  const findNewest = async () => (await db.auditEvent.aggregate({ _max: { id: true } }))._max.id;

  test('a regrade and a submit that both pass complete each lesson once', async () => {
    const { course, cadet, open } = await setUp();
    const submit = () => submitAttempt({ actor: cadet }, open, { confirmed: true });
    const [regraded, submitted] = await meet(() => course.regrade(course.instructor), submit);
    expect(submitted).toEqual({ kind: 'submitted' });
    // What was handed in meanwhile was not in the preview.
    if (regraded instanceof Refusal) await course.regrade(course.instructor);
    await expectCompleted(course, cadet);
  });

  test('a void takes no completion that a submit has earned', async () => {
    const { course, cadet, failed, open } = await setUp();
    await course.regrade(course.instructor);
    const [refused] = await meet(
      () => voidAttempt({ actor: course.instructor }, failed, reason),
      () => submitAttempt({ actor: cadet }, open, { confirmed: true }),
    );
    expect(refused).toBeNull();
    await expectCompleted(course, cadet);
  });

  test('nobody starts a quiz after being withdrawn', async () => {
    const course = await publishRegradeCourse();
    const cadet = await course.addCadet();
    const admin = await createActor(['admin']);
    const since = (await findNewest()) ?? 0;
    await meet(
      () => withdrawCadet({ actor: admin }, course.cohort.id, cadet.id, followDates(new Date())),
      () => begin(course, cadet).catch((error) => expect(error).toMatchObject({ status: 404 })),
    );
    expect(await findLast(['withdraw-cadet'], since)).toMatchObject({
      action: 'withdraw-cadet',
    });
  });

  test('nobody starts a quiz as it was before it was published anew', async () => {
    const course = await publishRegradeCourse();
    const cadet = await course.addCadet();
    const before = course.quizRevision.id;
    const after = await course.fixQuiz({ without: ['voice'] });
    const put = (revisionId: string) => ({
      where: { contentId: course.quiz },
      data: { revisionId },
    });
    await db.contentItem.update(put(before));
    const since = (await findNewest()) ?? 0;
    const [, attempt] = await meet(
      () =>
        inTransaction(async (tx) => {
          await tx.contentItem.update(put(after));
          const content = { subject: 'content', subjectId: course.quiz } as const;
          await recordAudit(tx, { actorId: null, action: 'publish-revision', ...content });
        }),
      () => begin(course, cadet),
    );
    const { revisionId } = await db.attempt.findUniqueOrThrow({ where: { id: attempt } });
    const last = await findLast(['publish-revision'], since);
    expect(revisionId).toBe(last?.action === 'start-attempt' ? after : before);
  });
});
