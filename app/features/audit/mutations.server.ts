import type { Tx } from '#app/db/client.server.ts';
import type { AuditEntry } from './schema.ts';

const toJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

function toRow(entry: AuditEntry) {
  return {
    actorId: entry.actorId,
    action: entry.action,
    subjectType: entry.subject,
    subjectId: entry.subjectId,
    beforeJson: toJson(entry.before),
    afterJson: toJson(entry.after),
    requestId: entry.requestId ?? null,
  };
}

/**
 * Appends an event to the audit log, in the same transaction as the change it tells of. `before` and `after` are stored
 * as JSON: never put passwords, tokens or answer keys in them.
 */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({ data: toRow(entry) });
}

// More rows in one statement than this would be more values than a database takes.
const batch = 500;

/** Appends many events, in order, as `recordAudit` does one. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += batch)
    await tx.auditEvent.createMany({ data: entries.slice(from, from + batch).map(toRow) });
}
