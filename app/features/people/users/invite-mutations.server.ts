import type { Change } from '#app/auth/change.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { inTransaction, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import type { InviteForm } from './admin-schema.ts';
import { createLink, forgetSealed, type NewLink, withdrawLink } from './link-mutations.server.ts';
import { type LiveLink, listLiveLinks } from './link-queries.server.ts';
import {
  invitationDays,
  passwordLinkDays,
  readRoles,
  slipDays,
  sortRoles,
  toLinkState,
} from './rules.ts';

/** What administrators do with links. A link lives until it is used, has run out, or is withdrawn by name. */

/** What came of an invitation: `kept`: links of before that were left as they are; `twice`: addresses listed twice. */
export type Invited = { made: number; kept: number; twice: number };

/** Links that stand in the way: the administrator says of each whether it is withdrawn or kept. */
export type Asked = { ask: LiveLink[] };

const notThere = 'This cohort is not there any more. Choose another one.';

/**
 * Invites every person of the form, or nobody. Of an address with an invitation that works, the form must say whether it
 * is withdrawn for a new one or kept; until it does, the answer is what to ask. An address that has an account already,
 * and a cohort that does not exist, are answered at their fields.
 */
export async function invitePeople(
  change: Change,
  form: Pick<InviteForm, 'people' | 'roles' | 'cohortId' | 'asked' | 'renew'>,
  seal: Seal,
): Promise<Refusal | Asked | Invited> {
  const { now = new Date() } = change;
  const roles = sortRoles(form.roles);
  const emails = form.people.map(({ email }) => email);
  const cohortId = form.cohortId ?? null;
  return inTransaction(async (tx): Promise<Refusal | Asked | Invited> => {
    const known = await tx.user.findMany({ where: { email: { in: emails } } });
    const errors: Record<string, string[]> = {};
    const taken = form.people.filter(({ email }) => known.some((user) => user.email === email));
    if (taken.length > 0)
      errors.people = taken.map(
        ({ line, email }) =>
          `Line ${line}: ${email} has an account already. Change its roles, or make a password link for it, in the list above; enroll it from the cohort’s page.`,
      );
    if (cohortId && !(await tx.cohort.findUnique({ where: { id: cohortId } })))
      errors.cohortId = [notThere];
    if (Object.keys(errors).length > 0) return new Refusal(errors);

    const live = await listLiveLinks({ email: { in: emails }, accountId: null }, now, tx);
    const isAmong = (list: readonly string[], email: string | null) =>
      email !== null && list.includes(email);
    const undecided = live.filter(({ email }) => !isAmong([...form.asked, ...form.renew], email));
    if (undecided.length > 0) return { ask: live };
    const kept = live.filter(({ email }) => !isAmong(form.renew, email));
    for (const link of live) if (!kept.includes(link)) await withdrawLink(tx, change, link);
    await forgetSealed(tx, now);
    const invited = form.people.filter(({ email }) => !kept.some((link) => link.email === email));
    for (const { name, email } of invited)
      await makeLink(tx, { ...change, now }, seal, {
        email,
        name,
        roles,
        cohortId,
        createdById: change.actor.id,
        days: invitationDays,
      });
    const twice = form.people.filter(({ again }) => again.length > 0).length;
    return { made: invited.length, kept: kept.length, twice };
  });
}

/** Makes a link that its maker is shown, with its event: an invitation, or a link that sets a password. */
async function makeLink(
  tx: Tx,
  { actor, requestId, now }: Change & { now: Date },
  seal: Seal,
  link: NewLink,
): Promise<void> {
  const { id } = await createLink(tx, link, { seal, now });
  const { email, name, roles, cohortId, accountId } = link;
  const by = { actorId: actor.id, requestId };
  if (accountId)
    await recordAudit(tx, {
      ...by,
      action: 'make-password-link',
      subject: 'user',
      subjectId: accountId,
    });
  else
    await recordAudit(tx, {
      ...by,
      action: 'create-invitation',
      subject: 'invitation',
      subjectId: id,
      after: { email, name, roles, cohortId },
    });
}

const slip = { onPaper: true, days: slipDays };

/** Who has no address gets it on paper. */
const toLinkForm = ({ email }: { email: string | null }) =>
  email === null ? slip : { days: passwordLinkDays };

/**
 * Makes a link that sets a password of an account, whether or not it has one. While an earlier one works, the answer
 * is what to ask; refused when the account is disabled.
 * @throws 404 when there is no such account.
 */
export async function makePasswordLink(
  change: Change,
  userId: string,
  seal: Seal,
  onPaper?: 'on paper',
): Promise<Refusal | Asked | null> {
  const { actor, now = new Date() } = change;
  return inTransaction(async (tx): Promise<Refusal | Asked | null> => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound();
    if (user.disabledAt)
      return refuse('This account is disabled. Enable it first, then make the link.');
    const live = await listLiveLinks({ accountId: userId }, now, tx);
    if (live.length > 0) return { ask: live };
    const { email, name } = user;
    await forgetSealed(tx, now);
    await makeLink(tx, { ...change, now }, seal, {
      email,
      name,
      roles: [],
      accountId: userId,
      createdById: actor.id,
      ...(onPaper ? slip : toLinkForm(user)),
    });
    return null;
  });
}

/** As `makePasswordLink`, on paper whoever it is for. */
export const makeSlip = (change: Change, userId: string, seal: Seal) =>
  makePasswordLink(change, userId, seal, 'on paper');

/**
 * Withdraws a link, if it still works, and makes another one for the same.
 * @returns why not, when it was used: then there is nothing to renew.
 * @throws 404 when there is no such link.
 */
export async function renewLink(
  change: Change,
  invitationId: string,
  seal: Seal,
): Promise<Refusal | null> {
  const { actor, now = new Date() } = change;
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const row = await tx.invitation.findUnique({
      where: { id: invitationId },
      include: { account: true },
    });
    if (!row) throw notFound();
    const state = toLinkState(row, now);
    if (state === 'used')
      return refuse(
        `The link for ${row.name ?? row.email} was used meanwhile. Nothing is left to renew.`,
      );
    if (state === 'open') await withdrawLink(tx, change, row);
    await forgetSealed(tx, now);
    const { email, name, cohortId, accountId } = row;
    await makeLink(tx, { ...change, now }, seal, {
      email,
      name,
      roles: readRoles(row.rolesJson),
      cohortId,
      accountId,
      createdById: actor.id,
      ...(row.account ? toLinkForm(row.account) : { days: invitationDays }),
    });
    return null;
  });
}

/**
 * Makes a link stop working. Withdrawing it twice, or after it was used, changes nothing.
 * @throws 404 when there is no such link.
 */
export async function withdrawInvitation(change: Change, invitationId: string): Promise<null> {
  const { now = new Date() } = change;
  return inTransaction(async (tx) => {
    const link = await tx.invitation.findUnique({ where: { id: invitationId } });
    if (!link) throw notFound();
    if (toLinkState(link, now) === 'open') await withdrawLink(tx, change, link);
    return null;
  });
}
