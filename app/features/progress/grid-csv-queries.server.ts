import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { instantText, stringAgg, toDate } from '#app/db/dialect.server.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { chooseCourse } from '#app/features/people/cohorts/course-choice-queries.server.ts';
import { getCohort, mayTeach } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { toWholePercent } from '#app/words/numbers.ts';
import { type CsvValue, toCsvLine, toFileNamePart } from './csv-rules.ts';
import { attemptsColumn, parseAttempts } from './facts-queries.server.ts';
import { toMarkedName, toQuizStandings } from './grid-rules.ts';
import { toLocalDay } from './grid-schedule-rules.ts';
import { byName } from './grid-view-rules.ts';

/**
 * The progress of a cohort as CSV: read in one statement that gives one row a cadet, before anything is sent, so that a
 * failure is an error and never a file cut short; then written and sent by the chunk as fast as the reader takes it.
 */

const cadetsPerChunk = 100;

// Excel reads a CSV without it in the machine's old code page and garbles names; everything else takes or skips it.
const byteOrderMark = '\uFEFF';

type ExportRow = {
  name: string;
  email: string;
  disabledAt: Date | string | null;
  completions: string | null;
  activity: string | null;
  attempts: string | null;
};

function selectExport(actor: Actor, cohortId: string, courseId: string): Promise<ExportRow[]> {
  const completion = sql`k."lessonId" || ' ' || k."minutes" || ' ' || ${instantText(sql`k."completedAt"`)}`;
  return readRows<ExportRow[]>(sql`
    SELECT u."name", u."email", u."disabledAt",
      (SELECT ${stringAgg(completion)} FROM "Completion" k
        WHERE k."userId" = u."id" AND k."voidedAt" IS NULL) AS "completions",
      (SELECT SUM(CASE WHEN p."lessonId" IN (SELECT i."contentId" FROM "ContentItem" i
            WHERE i."courseId" = ${courseId}) THEN p."activeSeconds" ELSE 0 END)
          || '|' || ${instantText(sql`MAX(p."lastViewedAt")`)}
        FROM "LessonProgress" p WHERE p."userId" = u."id") AS "activity",
      ${attemptsColumn}
    FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId"
    WHERE e."cohortId" = ${cohortId} AND e."withdrawnAt" IS NULL
      AND ${mayTeach(actor, sql`e."cohortId"`)}`);
}

function toHeader(course: PublishedCourse): string {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const quizzes = course.modules.flatMap(({ number, quiz }) => (quiz ? [{ number, quiz }] : []));
  return toCsvLine([
    'Cadet',
    'E-mail',
    ...lessons.map(({ number, title }) => `${number} ${title}, completed on`),
    ...quizzes.flatMap(({ number, quiz }) => [
      `Quiz ${number} ${quiz.title}, best score in percent`,
      `Quiz ${number} ${quiz.title}, attempts`,
    ]),
    'Minutes certified',
    'Active minutes',
    'Last seen on',
  ]);
}

/** The newest completion that stands of each lesson, by lesson id, as `minutes instant`. */
function parseCompletions(text: string | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of text ? text.split(',') : []) {
    // Thousands of entries: cut by position, without an object for each.
    const end = entry.indexOf(' ');
    const lessonId = entry.slice(0, end);
    const completion = entry.slice(end + 1);
    const known = found.get(lessonId);
    if (!known || toInstant(known) < toInstant(completion)) found.set(lessonId, completion);
  }
  return found;
}

const toInstant = (completion: string) => completion.slice(completion.indexOf(' ') + 1);

function toLine(row: ExportRow, course: PublishedCourse, timeZone: string): string {
  const completions = parseCompletions(row.completions);
  const { attempts, at: triedAt } = parseAttempts(row.attempts);
  const standings = toQuizStandings(attempts);
  const [seconds = '0', viewedAt] = row.activity?.split('|') ?? [];
  const seenAt = Math.max(triedAt, viewedAt ? toDate(viewedAt).getTime() : 0);
  const days: CsvValue[] = [];
  const scores: CsvValue[] = [];
  let minutes = 0;
  for (const { lessons, quiz } of course.modules) {
    for (const { id } of lessons) {
      const completion = completions.get(id);
      days.push(completion ? toLocalDay(Date.parse(toInstant(completion)), timeZone) : null);
      minutes += completion ? Number.parseInt(completion, 10) : 0;
    }
    if (!quiz) continue;
    const standing = standings.get(quiz.id);
    const best = standing?.best ?? null;
    scores.push(best === null ? null : toWholePercent(best), standing?.attempts ?? 0);
  }
  const seenOn = seenAt === 0 ? null : toLocalDay(seenAt, timeZone);
  const active = Math.floor(Number(seconds) / 60);
  const name = toMarkedName({ name: row.name, disabled: row.disabledAt !== null });
  return toCsvLine([name, row.email, ...days, ...scores, minutes, active, seenOn]);
}

function createBody(course: PublishedCourse, timeZone: string, rows: readonly ExportRow[]) {
  const encoder = new TextEncoder();
  let from = 0;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(byteOrderMark + toHeader(course)));
    },
    pull(controller) {
      const chunk = rows.slice(from, from + cadetsPerChunk);
      from += cadetsPerChunk;
      if (chunk.length === 0) return controller.close();
      const lines = chunk.map((row) => toLine(row, course, timeZone));
      controller.enqueue(encoder.encode(lines.join('')));
    },
  });
}

/**
 * The progress of a cohort of the actor's in a course as CSV in UTF-8 with a byte order mark: a line a cadet who has not
 * withdrawn, by name. Days are local to the assignment; a completion or attempt that was voided does not count.
 * @param courseId which of the cohort's courses; the first published one when null
 * @throws 404 when there is no such cohort, it is not the actor's, or no such course is assigned and published
 */
export async function openProgressExport(
  actor: Actor,
  cohortId: string,
  courseId: string | null,
  now: Date,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const [cohort, published] = await Promise.all([getCohort(actor, cohortId), listCourses()]);
  const { chosen } = chooseCourse(cohort, published, courseId);
  if (!chosen?.course) throw notFound('This cohort has no published course to export.');
  const { course, assignment } = chosen;
  const parts = [
    toFileNamePart(cohort.name),
    course.id,
    toLocalDay(now.getTime(), assignment.timeZone),
  ];
  const rows = await selectExport(actor, cohort.id, course.id);
  return {
    fileName: `${parts.join('_')}.csv`,
    body: createBody(course, assignment.timeZone, rows.sort(byName)),
  };
}
