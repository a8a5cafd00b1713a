import type { z } from 'zod';
import type { Change } from '#app/auth/change.ts';
import { voidCompletion } from '#app/features/records/completions/void-mutations.server.ts';
import type { cadetFormSchema } from './cadet-schema.ts';
import { endExtraTime, type Grantee, grantExtraTime } from './extra-time-mutations.server.ts';

/**
 * What an instructor changes on the page of one cadet.
 * @throws 403, 404 or 409 as `grantExtraTime`, `endExtraTime` and `voidCompletion`.
 */
export async function changeCadet(
  change: Change,
  grantee: Grantee,
  form: z.infer<typeof cadetFormSchema>,
): Promise<void> {
  if (form.intent === 'void-completion')
    return voidCompletion(change, { ...grantee, completionId: form.completion }, form.reason);
  if (form.factor === undefined) await endExtraTime(change, grantee);
  else await grantExtraTime(change, grantee, form.factor);
}
