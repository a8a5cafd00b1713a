import type { Change } from '#app/auth/change.ts';
import { inTransaction } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import type { InviteForm } from './admin-schema.ts';
import { createInvitation } from './invitation-mutations.server.ts';
import { invitationDays, readRoles, sortRoles } from './rules.ts';

/** A link made for one person. It is shown once: only a hash of its token is stored. */
export type InvitationLink = { name: string | null; email: string; link: string };

/**
 * Invites every person of the form, or nobody. An earlier link for the same address stops working. An address that has
 * an account already, and a cohort that does not exist, are answered at their fields.
 */
export async function invitePeople(
  { actor, requestId, now = new Date() }: Change,
  form: Pick<InviteForm, 'people' | 'roles' | 'cohortId'>,
): Promise<Refusal | InvitationLink[]> {
  const roles = sortRoles(form.roles);
  const emails = form.people.map(({ email }) => email);
  const cohortId = form.cohortId ?? null;
  return inTransaction(async (tx): Promise<Refusal | InvitationLink[]> => {
    const known = await tx.user.findMany({ where: { email: { in: emails } } });
    const errors: Record<string, string[]> = {};
    const taken = form.people.filter(({ email }) => known.some((user) => user.email === email));
    if (taken.length > 0)
      errors.people = taken.map(
        ({ line, email }) =>
          `Line ${line}: ${email} has an account already. Change its roles, or make a password link for it, in the list above; enroll it from the cohort’s page.`,
      );
    if (cohortId && !(await tx.cohort.findUnique({ where: { id: cohortId } })))
      errors.cohortId = ['This cohort is not there any more. Choose another one.'];
    if (Object.keys(errors).length > 0) return new Refusal(errors);

    await tx.invitation.updateMany({
      where: { email: { in: emails }, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    const links: InvitationLink[] = [];
    for (const { name, email } of form.people) {
      const { id, link } = await createInvitation(tx, {
        email,
        roles,
        cohortId,
        createdById: actor.id,
        days: invitationDays,
      });
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'create-invitation',
        subject: 'invitation',
        subjectId: id,
        after: { email, roles, cohortId },
        requestId,
      });
      links.push({ name, email, link });
    }
    return links;
  });
}

/**
 * Makes an unused invitation's link stop working. Withdrawing it twice, or after it was accepted, changes nothing.
 * @throws 404 when there is no such invitation.
 */
export async function withdrawInvitation(
  { actor, requestId, now = new Date() }: Change,
  invitationId: string,
): Promise<null> {
  return inTransaction(async (tx) => {
    const invitation = await tx.invitation.findUnique({ where: { id: invitationId } });
    if (!invitation) throw notFound();
    if (invitation.usedAt || invitation.expiresAt <= now) return null;
    await tx.invitation.update({ where: { id: invitationId }, data: { expiresAt: now } });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'withdraw-invitation',
      subject: 'invitation',
      subjectId: invitationId,
      before: { email: invitation.email, roles: readRoles(invitation.rolesJson) },
      requestId,
    });
    return null;
  });
}
