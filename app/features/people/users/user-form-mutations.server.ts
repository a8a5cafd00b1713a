import type { Change } from '#app/auth/change.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import type { Refusal } from '#app/http/refusal.ts';
import type { UserForm } from './admin-schema.ts';
import {
  type Asked,
  type Invited,
  invitePeople,
  makePasswordLink,
  renewLink,
  withdrawInvitation,
} from './invite-mutations.server.ts';
import { changeRoles, disableUser, enableUser } from './user-mutations.server.ts';

/** The one change that a form of the page of people asks for. @throws 404 as that change does. */
export function applyUserForm(
  change: Change,
  form: UserForm,
  seal: Seal,
): Promise<Refusal | Asked | Invited | null> {
  switch (form.intent) {
    case 'invite-people':
      return invitePeople(change, form, seal);
    case 'make-password-link':
      return makePasswordLink(change, form.userId, seal);
    case 'renew-link':
      return renewLink(change, form.invitationId, seal);
    case 'withdraw-invitation':
      return withdrawInvitation(change, form.invitationId);
    case 'change-roles':
      return changeRoles(change, form);
    case 'disable-user':
      return disableUser(change, form.userId);
    case 'enable-user':
      return enableUser(change, form.userId);
    default:
      return form satisfies never;
  }
}
