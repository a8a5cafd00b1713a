import { z } from 'zod';
import { join, type Sql, sql } from '#app/db/client.server.ts';
import { readReport } from '#app/db/replica.server.ts';

/** Names of the things that events are about, for readers. At most one query a kind of thing. */

type Subject = { subjectType: string; subjectId: string };
type Names = [id: string, name: string][];

const quote = (title: string) => `“${title}”`;

const finders: Record<string, (ids: Sql) => Promise<Names>> = {
  async user(ids) {
    const rows = await readReport<{ id: string; name: string }[]>(
      sql`SELECT "id", "name" FROM "User" WHERE "id" IN (${ids})`,
    );
    return rows.map(({ id, name }) => [id, name]);
  },
  async invitation(ids) {
    const rows = await readReport<{ id: string; email: string | null }[]>(
      sql`SELECT "id", "email" FROM "Invitation" WHERE "id" IN (${ids})`,
    );
    return rows.map(({ id, email }) => [id, email ?? 'whoever has the link']);
  },
  async roster(ids) {
    const rows = await readReport<{ id: string; fileName: string }[]>(
      sql`SELECT "id", "fileName" FROM "Roster" WHERE "id" IN (${ids})`,
    );
    return rows.map(({ id, fileName }) => [id, quote(fileName)]);
  },
  async cohort(ids) {
    const rows = await readReport<{ id: string; name: string }[]>(sql`
      SELECT "id", "name" FROM "Cohort" WHERE "id" IN (${ids})`);
    const removed = await selectRemoved(sql`"subjectId" IN (${ids})`);
    return [...removed, ...rows].map(({ id, name }) => [id, quote(name)]);
  },
  async enrollment(ids) {
    const rows = await readReport<{ id: string; user: string; cohort: string }[]>(sql`
      SELECT e."id", u."name" AS "user", c."name" AS "cohort"
      FROM "Enrollment" e JOIN "User" u ON u."id" = e."userId" JOIN "Cohort" c ON c."id" = e."cohortId"
      WHERE e."id" IN (${ids})`);
    return rows.map(({ id, user, cohort }) => [id, `${user} (cohort ${quote(cohort)})`]);
  },
  async assignment(ids) {
    const rows = await readReport<
      { id: string; courseId: string; cohort: string; title: string | null }[]
    >(sql`
      SELECT s."id", s."courseId", c."name" AS "cohort", i."title"
      FROM "Assignment" s JOIN "Cohort" c ON c."id" = s."cohortId"
        LEFT JOIN "ContentItem" i ON i."contentId" = s."courseId"
      WHERE s."id" IN (${ids})`);
    // With a cohort that was removed went its assignments.
    const removed = (await selectRemoved(sql`1 = 1`)).flatMap(({ name, assignments }) =>
      assignments.map((one) => ({ ...one, cohort: name, title: null })),
    );
    return [...removed, ...rows].map(({ id, courseId, cohort, title }) => [
      id,
      `${title === null ? courseId : quote(title)} for cohort ${quote(cohort)}`,
    ]);
  },
  async content(ids) {
    const rows = await readReport<{ id: string; title: string }[]>(sql`
      SELECT "contentId" AS "id", "title" FROM "ContentItem" WHERE "contentId" IN (${ids})
      UNION ALL SELECT "id", "title" FROM "ContentRevision" WHERE "id" IN (${ids})`);
    return rows.map(({ id, title }) => [id, quote(title)]);
  },
  async completion(ids) {
    const rows = await readReport<{ id: string; user: string; title: string }[]>(sql`
      SELECT k."id", u."name" AS "user", r."title"
      FROM "Completion" k JOIN "User" u ON u."id" = k."userId" JOIN "ContentRevision" r ON r."id" = k."revisionId"
      WHERE k."id" IN (${ids})`);
    return rows.map(({ id, user, title }) => [
      id,
      `the lesson ${quote(title)} (record of ${user})`,
    ]);
  },
  async attempt(ids) {
    const rows = await readReport<
      { id: string; number: number; user: string; title: string }[]
    >(sql`
      SELECT a."id", a."number", u."name" AS "user", r."title"
      FROM "Attempt" a JOIN "User" u ON u."id" = a."userId" JOIN "ContentRevision" r ON r."id" = a."revisionId"
      WHERE a."id" IN (${ids})`);
    return rows.map(({ id, number, user, title }) => [
      id,
      `attempt ${number} of ${user} at ${quote(title)}`,
    ]);
  },
};

/** What the event of a removed cohort kept of it. */
const removedSchema = z.object({
  name: z.string(),
  assignments: z.array(z.object({ id: z.string(), courseId: z.string() })),
});

/** Cohorts that were removed, by the condition on their events. */
async function selectRemoved(condition: Sql) {
  const rows = await readReport<{ id: string; beforeJson: string }[]>(sql`
    SELECT "subjectId" AS "id", "beforeJson" FROM "AuditEvent"
    WHERE "subjectType" = 'cohort' AND "action" = 'remove-cohort' AND ${condition}`);
  return rows.map(({ id, beforeJson }) => ({ id, ...removedSchema.parse(JSON.parse(beforeJson)) }));
}

/** Names by 'type id'; what has no name (a kind without names, a row that is gone) is left out. */
export async function nameSubjects(subjects: readonly Subject[]): Promise<Map<string, string>> {
  const kinds = new Set(subjects.map(({ subjectType }) => subjectType));
  const found = await Promise.all(
    [...kinds].map(async (kind) => {
      const ids = subjects.filter((one) => one.subjectType === kind).map((one) => one.subjectId);
      const names = (await finders[kind]?.(join([...new Set(ids)]))) ?? [];
      return names.map(([id, name]): [string, string] => [`${kind} ${id}`, name]);
    }),
  );
  return new Map(found.flat());
}
