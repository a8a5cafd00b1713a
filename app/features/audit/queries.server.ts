import { db, type Tx } from '#app/db/client.server.ts';
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
  actorEmail: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  before: string | null;
  after: string | null;
  requestId: string | null;
};

/**
 * One page of events, the newest first. `olderThan` is the id to page on from, or null at the end. Times are for the
 * academy's zone. `unknownActor`: no account has the e-mail of the filter.
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
  const rows = await db.auditEvent.findMany({
    where: {
      id: filter.before === undefined ? undefined : { lt: filter.before },
      actorId,
      action: filter.action,
      subjectType: filter.subject,
      subjectId: filter.subject && filter.id ? filter.id : undefined,
    },
    include: { actor: { select: { name: true, email: true } } },
    orderBy: { id: 'desc' },
    take: eventsPerPage + 1,
  });
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
    const { id, at, action, subjectType, subjectId, requestId, before, after, personId } = row;
    const personName = names.get(`user ${personId}`) ?? null;
    const subjectName = names.get(`${subjectType} ${subjectId}`) ?? null;
    const actorName = row.actor?.name ?? null;
    return {
      id,
      at,
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
      actorEmail: row.actor?.email ?? null,
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

const indent = (value: unknown) => (value === null ? null : JSON.stringify(value, null, 2));

/** undefined: events of anyone; null: of the system. */
async function findActorId(email: string): Promise<string | null | undefined> {
  if (email === '') return undefined;
  if (email === 'system') return null;
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  return user?.id ?? 'unknown';
}
