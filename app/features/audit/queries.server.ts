import { db, empty, join, readRows, type Sql, sql, type Tx } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { readReport } from '#app/db/replica.server.ts';
import { env } from '#app/env.server.ts';
import type { AuditFilter } from './filter-schema.ts';
import { findPersonId, toSentence } from './rules.ts';
import type { AuditEntry } from './schema.ts';
import { nameSubjects } from './subject-queries.server.ts';

/** The audit log as administrators read it. */

/** How many events a page lists. */
const eventsPerPage = 50;

/** An event for readers. `before` and `after` are indented JSON. */
export type AuditView = {
  id: number;
  at: Date;
  sentence: string;
  /** Who did it, if somebody: what the filter finds them by, and what readers know them by. */
  actor: { key: string; knownBy: string } | null;
  action: string;
  subjectType: string;
  subjectId: string;
  before: string | null;
  after: string | null;
  requestId: string | null;
};

/**
 * One page of events, the newest first. `olderThan` is the id to page on from, or null at the end. Times are for the
 * academy's zone. `unknownActor`: no account has the address or number of the filter.
 */
export type AuditPage = {
  events: AuditView[];
  olderThan: number | null;
  timeZone: string;
  unknownActor: boolean;
};

/** The newest events that the filter lets through and that are older than `filter.before`. */
export async function listAuditEvents(filter: AuditFilter): Promise<AuditPage> {
  const { TIME_ZONE: timeZone } = env;
  const actorId = await findActorId(filter.actor);
  if (actorId === 'unknown') return { events: [], olderThan: null, timeZone, unknownActor: true };
  const { before: olderOnly, action: only, subject, id: subjectId } = filter;
  const conditions = [
    olderOnly === undefined ? empty : sql`AND e."id" < ${olderOnly}`,
    actorId === undefined ? empty : isBy(actorId),
    only === undefined ? empty : sql`AND e."action" = ${only}`,
    subject === undefined ? empty : sql`AND e."subjectType" = ${subject}`,
    subject && subjectId ? sql`AND e."subjectId" = ${subjectId}` : empty,
  ];
  const rows = await readReport<EventRow[]>(sql`
    SELECT e."id", e."at", e."action", e."subjectType", e."subjectId", e."beforeJson", e."afterJson", e."requestId",
      e."actorId", u."name" AS "actorName", u."email" AS "actorEmail"
    FROM "AuditEvent" e LEFT JOIN "User" u ON u."id" = e."actorId"
    WHERE 1 = 1 ${join(conditions, ' ')} ORDER BY e."id" DESC LIMIT ${eventsPerPage + 1}`);
  const shown = rows.slice(0, eventsPerPage);
  const stored = shown.map((row) => {
    const { beforeJson, afterJson, ...event } = row;
    const before: unknown = beforeJson === null ? null : JSON.parse(beforeJson);
    const after: unknown = afterJson === null ? null : JSON.parse(afterJson);
    return { ...event, before, after, personId: findPersonId({ ...event, before, after }) };
  });
  const people = stored.flatMap(({ personId }) =>
    personId ? [{ subjectType: 'user', subjectId: personId }] : [],
  );
  const names = await nameSubjects([...stored, ...people]);
  const events = stored.map((row) => {
    const { id, action, subjectType, subjectId, requestId, actorId, actorName } = row;
    const knownBy = row.actorEmail ?? actorName ?? '';
    const { before, after, personId } = row;
    const personName = names.get(`user ${personId}`) ?? null;
    const subjectName = names.get(`${subjectType} ${subjectId}`) ?? null;
    return {
      id,
      at: toDate(row.at),
      action,
      subjectType,
      subjectId,
      requestId,
      sentence: toSentence({
        actorName,
        action,
        subjectType,
        subjectId,
        subjectName,
        personName,
        before,
        after,
      }),
      actor: actorId === null ? null : { key: row.actorEmail ?? actorId, knownBy },
      before: indent(before),
      after: indent(after),
    };
  });
  const olderThan = rows.length > eventsPerPage ? (shown.at(-1)?.id ?? null) : null;
  return { events, olderThan, timeZone, unknownActor: false };
}

/** How many events of an action the log has about a subject: for bounding what is written to it, and nothing else. */
export function countEvents(
  tx: Tx,
  { action, subject, subjectId }: Pick<AuditEntry, 'action' | 'subject' | 'subjectId'>,
): Promise<number> {
  return tx.auditEvent.count({ where: { action, subjectType: subject, subjectId } });
}

/** Whether the log has such an event since then: for bounding what is written to it, and nothing else. */
export async function hasEventSince(
  tx: Tx,
  { action, subject, subjectId }: Pick<AuditEntry, 'action' | 'subject' | 'subjectId'>,
  since: Date,
): Promise<boolean> {
  const where = { action, subjectType: subject, subjectId, at: { gt: since } };
  return (await tx.auditEvent.findFirst({ where, select: { id: true } })) !== null;
}

/** When the newest event happened, by the clock of then; null where there is none. */
export async function findNewestEventAt(): Promise<Date | null> {
  const newest = await db.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { at: true } });
  return newest?.at ?? null;
}

const indent = (value: unknown) => (value === null ? null : JSON.stringify(value, null, 2));

type EventRow = {
  id: number;
  at: Date | string;
  action: string;
  subjectType: string;
  subjectId: string;
  beforeJson: string | null;
  afterJson: string | null;
  requestId: string | null;
  actorId: string | null;
  actorName: string | null;
  actorEmail: string | null;
};

const isBy = (actorId: string | null): Sql =>
  actorId === null ? sql`AND e."actorId" IS NULL` : sql`AND e."actorId" = ${actorId}`;

/** undefined: events of anyone; null: of the system. */
async function findActorId(actor: string): Promise<string | null | undefined> {
  if (actor === '') return undefined;
  if (actor === 'system') return null;
  const [user] = await readRows<{ id: string }[]>(
    sql`SELECT "id" FROM "User" WHERE "email" = ${actor} OR "id" = ${actor}
      OR LOWER("badgeNumber") = ${actor} ORDER BY "disabledAt" IS NULL DESC LIMIT 1`,
  );
  return user?.id ?? 'unknown';
}
