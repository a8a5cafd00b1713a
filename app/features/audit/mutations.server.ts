import type { Tx } from '#app/db/client.server.ts';
import type { AuditEntry } from './schema.ts';

const toJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/**
 * Appends an event to the audit log, in the same transaction as the change it tells of. `before` and `after` are stored
 * as JSON: never put passwords, tokens or answer keys in them.
 */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorId: entry.actorId,
      action: entry.action,
      subjectType: entry.subject,
      subjectId: entry.subjectId,
      beforeJson: toJson(entry.before),
      afterJson: toJson(entry.after),
      requestId: entry.requestId ?? null,
    },
  });
}
