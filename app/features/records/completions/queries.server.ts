import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { jsonAgg, toDate } from '#app/db/dialect.server.ts';
import type { LessonStanding } from './rules.ts';
import { checkIdsSchema } from './schema.ts';

/** How the actor stands in every lesson and quiz: what the learning pages and the training record are made of. */

/** A lesson's standing with the time of its completion, if there is one. */
export type Standing = LessonStanding & { completedAt: Date | null };

type StandingRow = {
  lessonId: string;
  block: number | null;
  lastBlock: number | null;
  reachedEnd: boolean | number | null;
  activeSeconds: number | null;
  lastViewedAt: Date | string | null;
  checksJson: string;
  completedAt: Date | string | null;
};

/** The actor's standing in each lesson they opened or completed, by lesson id. One statement. */
export async function listStandings(actor: Pick<Actor, 'id'>): Promise<Map<string, Standing>> {
  const rows = await readRows<StandingRow[]>(sql`
    SELECT i."lessonId", p."block", p."lastBlock", p."reachedEnd", p."activeSeconds", p."lastViewedAt",
      (SELECT ${jsonAgg(sql`c."checkId"`)} FROM "CheckAnswer" c
        WHERE c."userId" = ${actor.id} AND c."lessonId" = i."lessonId") AS "checksJson",
      (SELECT MAX(k."completedAt") FROM "Completion" k
        WHERE k."userId" = ${actor.id} AND k."lessonId" = i."lessonId" AND k."voidedAt" IS NULL
      ) AS "completedAt"
    FROM (
      SELECT "lessonId" FROM "LessonProgress" WHERE "userId" = ${actor.id}
      UNION SELECT "lessonId" FROM "Completion" WHERE "userId" = ${actor.id}
    ) i
    LEFT JOIN "LessonProgress" p ON p."userId" = ${actor.id} AND p."lessonId" = i."lessonId"`);
  return new Map(rows.map((row) => [row.lessonId, toStanding(row)]));
}

function toStanding(row: StandingRow): Standing {
  return {
    done: row.completedAt !== null,
    completedAt: row.completedAt === null ? null : toDate(row.completedAt),
    viewed: row.lastViewedAt !== null,
    reachedEnd: Boolean(row.reachedEnd),
    activeSeconds: row.activeSeconds ?? 0,
    block: row.block ?? 0,
    lastBlock: row.lastBlock ?? 0,
    lastViewedAt: row.lastViewedAt === null ? 0 : toDate(row.lastViewedAt).getTime(),
    answeredChecks: new Set(checkIdsSchema.parse(JSON.parse(row.checksJson))),
  };
}
