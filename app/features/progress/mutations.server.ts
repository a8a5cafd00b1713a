import type { Actor } from '#app/auth/permissions.ts';
import { join, newId, sql, type Tx } from '#app/db/client.server.ts';
import { stringAgg } from '#app/db/dialect.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { listCourses } from '#app/features/curriculum/queries.server.ts';
import type { PublishedLesson, PublishedModule } from '#app/features/curriculum/schema.ts';
import { isNewestGrading } from './queries.server.ts';
import { judgeLesson } from './rules.ts';

/** Completions: derived from what the cadet did, written once, never edited. */

type ReadRow = {
  lessonId: string;
  revisionId: string;
  activeSeconds: number;
  checks: string | null;
};

/**
 * Writes the completion of each of the lessons whose rule the actor meets now, in the caller's transaction, with its
 * audit event. Call it after anything that may meet a rule; calling it again changes nothing. A completion names the
 * revision the cadet had open last, and the minutes and rule as published now. A lesson completed before, at any
 * revision, stays as it is; one whose completion was voided can be completed again only at another revision.
 * @returns the ids of the lessons completed by this call.
 */
export async function completeIfMet(
  tx: Tx,
  actor: Pick<Actor, 'id'>,
  lessonIds: readonly string[],
  now = new Date(),
  requestId?: string,
): Promise<string[]> {
  const places = await findPlaces(lessonIds);
  if (places.length === 0) return [];
  const read = await listRead(tx, actor.id, lessonIds);
  if (read.length === 0) return [];
  const passed = await listPassed(tx, actor.id, places);
  const completed: string[] = [];
  for (const row of read) {
    const place = places.find(({ lesson }) => lesson.id === row.lessonId);
    if (!place) continue;
    const { module, lesson } = place;
    const standing = { reachedEnd: true, answeredChecks: new Set(row.checks?.split(',')) };
    const verdict = judgeLesson(module, lesson, standing, (quizId) => passed.has(quizId));
    if (!verdict.met) continue;
    const completion = {
      lessonId: lesson.id,
      revisionId: row.revisionId,
      minutes: lesson.minutes,
      activeSeconds: row.activeSeconds,
    };
    const id = newId();
    await tx.completion.create({
      data: {
        id,
        userId: actor.id,
        ...completion,
        completedAt: now,
        ruleJson: JSON.stringify(verdict.rule),
      },
    });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'complete-lesson',
      subject: 'completion',
      subjectId: id,
      after: { ...completion, rule: verdict.rule },
      requestId,
    });
    completed.push(lesson.id);
  }
  return completed;
}

async function findPlaces(lessonIds: readonly string[]) {
  const wanted = new Set(lessonIds);
  const places: { module: PublishedModule; lesson: PublishedLesson }[] = [];
  for (const course of await listCourses())
    for (const module of course.modules)
      for (const lesson of module.lessons)
        if (wanted.has(lesson.id)) places.push({ module, lesson });
  return places;
}

/** Lessons read to the end that a completion can still be written for. */
function listRead(tx: Tx, userId: string, lessonIds: readonly string[]): Promise<ReadRow[]> {
  return tx.$queryRaw<ReadRow[]>(sql`
    SELECT p."lessonId", p."revisionId", p."activeSeconds",
      (SELECT ${stringAgg(sql`c."checkId"`)} FROM "CheckAnswer" c
        WHERE c."userId" = p."userId" AND c."lessonId" = p."lessonId") AS "checks"
    FROM "LessonProgress" p
    WHERE p."userId" = ${userId} AND p."lessonId" IN (${join([...lessonIds])}) AND p."reachedEnd"
      AND NOT EXISTS (SELECT 1 FROM "Completion" k WHERE k."userId" = p."userId"
        AND k."lessonId" = p."lessonId"
        AND (k."voidedAt" IS NULL OR k."revisionId" = p."revisionId"))`);
}

async function listPassed(
  tx: Tx,
  userId: string,
  places: { module: PublishedModule }[],
): Promise<Set<string>> {
  const quizIds = places.flatMap(({ module }) =>
    module.requiresQuiz && module.quiz ? [module.quiz.id] : [],
  );
  if (quizIds.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ quizId: string }[]>(sql`
    SELECT DISTINCT t."quizId" FROM "Attempt" t JOIN "Grading" g ON g."attemptId" = t."id"
    WHERE t."userId" = ${userId} AND t."quizId" IN (${join([...new Set(quizIds)])})
      AND t."status" <> 'voided' AND g."passed" AND ${isNewestGrading}`);
  return new Set(rows.map((row) => row.quizId));
}
