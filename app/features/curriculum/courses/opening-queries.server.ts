import { z } from 'zod';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import type { Openings } from './hold-rules.ts';

const rulesSchema = z.array(z.string());

/** An opening of a lesson that is in force. `rules`: those that were missing when it was opened. */
export type LessonOpening = {
  lessonId: string;
  rules: string[];
  reason: string;
  openedAt: Date;
  openedBy: string;
};

type OpeningRow = Omit<LessonOpening, 'rules' | 'openedAt'> & {
  rulesJson: string;
  openedAt: Date | string;
};

/** The openings in force, the newest first. */
export async function listLessonOpenings(): Promise<LessonOpening[]> {
  const rows = await readRows<OpeningRow[]>(sql`
    SELECT o."lessonId", o."rulesJson", o."reason", o."openedAt", u."name" AS "openedBy"
    FROM "LessonOpening" o JOIN "User" u ON u."id" = o."openedById"
    WHERE o."activeKey" IS NOT NULL ORDER BY o."openedAt" DESC`);
  return rows.map(({ rulesJson, openedAt, ...row }) => ({
    ...row,
    openedAt: toDate(openedAt),
    rules: rulesSchema.parse(JSON.parse(rulesJson)),
  }));
}

/** The same, as `isHeldBack` asks for it. */
export async function listOpenings(): Promise<Openings> {
  const openings = await listLessonOpenings();
  return new Map(openings.map(({ lessonId, rules }) => [lessonId, new Set(rules)]));
}
