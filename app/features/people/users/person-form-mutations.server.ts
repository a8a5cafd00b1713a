import type { Change } from '#app/auth/change.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { resetSecondFactor } from '#app/features/people/second-factor/reset-mutations.server.ts';
import { endAllSessions } from '#app/features/people/sign-in/session-mutations.server.ts';
import { unlinkIdentity } from '#app/features/people/single-sign-on/unlink-mutations.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import { correctPerson, declineCorrection } from './correction-mutations.server.ts';
import { type Asked, makeSlip, withdrawInvitation } from './invite-mutations.server.ts';
import type { PersonForm } from './schema.ts';

/** The one change that a form about one person asks for. @throws 404 as that change does. */
export function applyPersonForm(
  change: Change,
  userId: string,
  form: PersonForm,
  seal: Seal,
): Promise<Refusal | Asked | null> {
  switch (form.intent) {
    case 'correct-person':
      return correctPerson(change, userId, form);
    case 'decline-correction':
      return declineCorrection(change, userId, form.reason);
    case 'reset-second-factor':
      return resetSecondFactor(change, userId, form.reason);
    case 'end-all-sessions':
      return endAllSessions(change, userId);
    case 'make-slip':
      return makeSlip(change, userId, seal);
    case 'withdraw-link':
      return withdrawInvitation(change, form.invitationId);
    case 'unlink-identity':
      return unlinkIdentity(change, userId, form);
    default:
      return form satisfies never;
  }
}
