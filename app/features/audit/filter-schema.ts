import { z } from 'zod';
import { foldText } from '#app/names.ts';
import { auditActions, auditSubjects } from './rules.ts';

// The column is an INTEGER; PostgreSQL refuses to compare it with more.
const largestId = 2_147_483_647;

/** The audit log's filters, from the URL. Whatever makes no sense counts as not set. */
export const auditFilterSchema = z.object({
  /** An account's e-mail, or 'system'. */
  actor: z.string().overwrite(foldText).catch(''),
  action: z.enum(auditActions).optional().catch(undefined),
  subject: z.enum(auditSubjects).optional().catch(undefined),
  /** Id of the thing that events are about; needs `subject`. */
  id: z.string().trim().max(100).catch(''),
  /** Only events older than the one of this id. */
  before: z.coerce.number().int().min(1).max(largestId).optional().catch(undefined),
});

export type AuditFilter = z.infer<typeof auditFilterSchema>;
