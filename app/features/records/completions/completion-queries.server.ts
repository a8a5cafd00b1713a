import { join, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { jsonAgg, toNumber } from '#app/db/dialect.server.ts';
import type { PublishedModule } from '#app/features/curriculum/courses/published-schema.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import {
  countingAttempt,
  countingGrading,
} from '#app/features/records/gradings/counting-queries.server.ts';
import { type EditionPlace, listNewerEditions } from './edition-queries.server.ts';
import { type CompletionDraft, pinEdition, type ReadLesson } from './pinned-edition-rules.ts';
import { judgeLesson } from './rules.ts';
import { checkIdsSchema, completionRuleSchema } from './schema.ts';

/** Which completions can be written, and which rest on a quiz that was passed. The callers have checked who asks. */

/** Users named in one statement: no database takes lists of any length. */
const batch = 500;

/** Whether a user has passed a quiz; `stored`: what the database says. */
export type HasPassed = (userId: string, quizId: string, stored: boolean) => boolean;

/**
 * The completions that the rule gives these users in these lessons now, except where one is in force already, at
 * whichever revision, that their course does not ask for again; in the order of the lessons.
 * @param hasPassed says otherwise than the database whether a quiz is passed: to look ahead
 */
export async function listCompletable(
  userIds: readonly string[],
  lessonIds: readonly string[],
  { tx, hasPassed = (_user, _quiz, stored) => stored }: { tx?: Tx; hasPassed?: HasPassed } = {},
): Promise<CompletionDraft[]> {
  const places = await findPlaces(lessonIds);
  if (places.length === 0) return [];
  const drafts: CompletionDraft[] = [];
  for (let from = 0; from < userIds.length; from += batch) {
    const users = userIds.slice(from, from + batch);
    const [read, reread, passed] = await Promise.all([
      listRead(users, lessonIds, tx),
      listReread(users, places, tx),
      listPassed(users, listDemanded(places), tx),
    ]);
    for (const { checksJson, sequence, ...row } of [...read, ...reread]) {
      const place = places.find(({ lesson }) => lesson.id === row.lessonId);
      if (!place) continue;
      const answeredChecks = new Set(checkIdsSchema.parse(JSON.parse(checksJson)));
      const verdict = judgeLesson(
        place.module,
        place.lesson,
        { ...row, answeredChecks },
        (quizId) => hasPassed(row.userId, quizId, passed.has(`${row.userId} ${quizId}`)),
      );
      if (verdict.met)
        drafts.push(
          pinEdition({ ...row, sequence: toNumber(sequence) }, place.lesson, verdict.rule),
        );
    }
  }
  const placeOf = ({ lessonId }: CompletionDraft) =>
    places.findIndex(({ lesson }) => lesson.id === lessonId);
  return drafts.sort((one, other) => placeOf(one) - placeOf(other));
}

type PlacedLesson = EditionPlace & { module: PublishedModule };

async function findPlaces(lessonIds: readonly string[]): Promise<PlacedLesson[]> {
  const wanted = new Set(lessonIds);
  const places: PlacedLesson[] = [];
  for (const course of await listCourses())
    for (const module of course.modules)
      for (const lesson of module.lessons)
        if (wanted.has(lesson.id)) places.push({ module, lesson, rereadOn: course.rereadOn });
  return places;
}

const listDemanded = (places: readonly PlacedLesson[]) =>
  places.flatMap(({ module }) => (module.requiresQuiz && module.quiz ? [module.quiz.id] : []));

type ReadRow = Omit<ReadLesson, 'sequence'> & {
  reachedEnd: boolean;
  checksJson: string;
  sequence: number | bigint;
};

/** Lessons read to the end, no completion of which is in force. */
function listRead(userIds: readonly string[], lessonIds: readonly string[], tx?: Tx) {
  return selectRead(
    userIds,
    lessonIds,
    sql`NOT EXISTS (SELECT 1 FROM "Completion" k WHERE k."userId" = p."userId"
      AND k."lessonId" = p."lessonId" AND k."voidedAt" IS NULL)`,
    tx,
  );
}

/** Lessons with a completion in force whose new edition the course asks for, and which was read to its end. */
async function listReread(userIds: readonly string[], places: readonly PlacedLesson[], tx?: Tx) {
  const newer = await listNewerEditions(userIds, places, tx);
  const asked = newer.filter(({ again, opened }) => again && opened);
  if (asked.length === 0) return [];
  const lessonIds = [...new Set(asked.map(({ lessonId }) => lessonId))];
  const rows = await selectRead(userIds, lessonIds, sql`p."lastEndAt" >= ${inForceAt}`, tx);
  return rows.filter((row) =>
    asked.some(({ userId, lessonId }) => userId === row.userId && lessonId === row.lessonId),
  );
}

/** SQL: when the revision that was opened last took force. An end that was reached before is none of it. */
const inForceAt = sql`COALESCE(
  (SELECT MAX(x."at") FROM "Release" x WHERE x."revisionId" = p."revisionId"),
  (SELECT c."createdAt" FROM "ContentRevision" c WHERE c."id" = p."revisionId"))`;

function selectRead(
  userIds: readonly string[],
  lessonIds: readonly string[],
  condition: Sql,
  tx?: Tx,
) {
  return readRows<ReadRow[]>(
    sql`
      SELECT p."userId", p."lessonId", p."revisionId", p."activeSeconds", p."reachedEnd",
        (SELECT ${jsonAgg(sql`c."checkId"`)} FROM "CheckAnswer" c
          WHERE c."userId" = p."userId" AND c."lessonId" = p."lessonId") AS "checksJson",
        (SELECT COALESCE(MAX(v."sequence"), 0) + 1 FROM "Completion" v WHERE v."userId" = p."userId"
          AND v."lessonId" = p."lessonId" AND v."revisionId" = p."revisionId") AS "sequence"
      FROM "LessonProgress" p
      WHERE p."userId" IN (${join([...userIds])}) AND p."lessonId" IN (${join([...lessonIds])})
        AND p."reachedEnd" AND ${condition}`,
    tx,
  );
}

/** 'user quiz' of each of these quizzes that one of these users has passed in an attempt that counts. */
async function listPassed(
  userIds: readonly string[],
  quizIds: readonly string[],
  tx?: Tx,
): Promise<Set<string>> {
  if (quizIds.length === 0) return new Set();
  const rows = await readRows<{ userId: string; quizId: string }[]>(
    sql`
      SELECT DISTINCT a."userId", a."quizId" FROM "Attempt" a JOIN "Grading" g ON ${countingGrading}
      WHERE a."userId" IN (${join([...userIds])}) AND a."quizId" IN (${join([...new Set(quizIds)])})
        AND ${countingAttempt} AND g."passed"`,
    tx,
  );
  return new Set(rows.map(({ userId, quizId }) => `${userId} ${quizId}`));
}

/** A completion in force that rests on a quiz. `title`: of the lesson, as completed. */
export type RestingCompletion = { id: string; userId: string; lessonId: string; title: string };

/**
 * The completions in force of these users whose rule named the quiz, of those users who have not passed it (any more), in
 * the order of the lessons.
 * @param hasPassed says otherwise than the database whether the quiz is passed: to look ahead
 */
export async function listUnearned(
  quizId: string,
  userIds: readonly string[],
  { tx, hasPassed = (_user, _quiz, stored) => stored }: { tx?: Tx; hasPassed?: HasPassed } = {},
): Promise<RestingCompletion[]> {
  const found: RestingCompletion[] = [];
  for (let from = 0; from < userIds.length; from += batch) {
    const users = userIds.slice(from, from + batch);
    const rows = await readRows<(RestingCompletion & { ruleJson: string })[]>(
      sql`
        SELECT k."id", k."userId", k."lessonId", r."title", k."ruleJson"
        FROM "Completion" k JOIN "ContentRevision" r ON r."id" = k."revisionId"
          JOIN "ContentItem" i ON i."contentId" = k."lessonId"
        WHERE k."userId" IN (${join(users)}) AND k."voidedAt" IS NULL
          AND k."ruleJson" LIKE ${`%"${quizId}"%`}
        ORDER BY i."position", k."id"`,
      tx,
    );
    const passed = await listPassed(users, [quizId], tx);
    for (const { ruleJson, ...completion } of rows) {
      const { userId } = completion;
      const rule = completionRuleSchema.safeParse(JSON.parse(ruleJson));
      const rests = rule.success && rule.data.quiz === quizId;
      if (rests && !hasPassed(userId, quizId, passed.has(`${userId} ${quizId}`)))
        found.push(completion);
    }
  }
  return found;
}
