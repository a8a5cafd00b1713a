import type { Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
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
  await recordAudits(tx, [entry]);
}

/** Appends many events, in order, as `recordAudit` does one. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const at = new Date();
  await insertRows(
    tx,
    'AuditEvent',
    entries.map((entry) => ({ ...toRow(entry), at })),
  );
}
