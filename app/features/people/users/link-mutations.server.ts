import type { Change } from '#app/auth/change.ts';
import type { Role } from '#app/auth/permissions.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import type { Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { createCode, createToken, hashToken, toLink } from './link-token.server.ts';
import { liveAt, readRoles, shownAgainMinutes } from './rules.ts';

/**
 * Links that make an account or set a password. The database holds a hash of each link's token, and for an hour the token
 * itself, sealed for the session that made it.
 */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** What a link is for. `accountId`: whose password it sets; without one it makes an account. `onPaper`: it can be typed. */
export type NewLink = {
  email: string | null;
  name?: string | null;
  roles: readonly Role[];
  cohortId?: string | null;
  accountId?: string | null;
  createdById: string | null;
  days: number;
  onPaper?: boolean;
};

/** `seal`: lets the session that makes the link see it again for `shownAgainMinutes`. */
type Made = { seal?: Seal; now?: Date };

function toStored(
  { email, name = null, roles, cohortId = null, accountId = null, ...made }: NewLink,
  { seal, now = new Date() }: Made,
) {
  const { createdById, days, onPaper } = made;
  const token = onPaper ? createCode() : createToken();
  const row = {
    id: hashToken(token),
    email,
    name,
    rolesJson: JSON.stringify(roles),
    cohortId,
    accountId,
    createdById,
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * dayMs),
    sealedToken: seal?.seal(token) ?? null,
    sealedUntil: seal ? new Date(now.getTime() + shownAgainMinutes * minuteMs) : null,
  };
  return { token, row };
}

/** Stores a link. @returns its id, and the link, which stands in the clear nowhere else. */
export async function createLink(
  tx: Tx,
  link: NewLink,
  made: Made = {},
): Promise<{ id: string; link: string }> {
  const { token, row } = toStored(link, made);
  await tx.invitation.create({ data: row });
  return { id: row.id, link: toLink(token) };
}

/** Stores many links, which their maker sees again by the seal. */
export async function createLinks(
  tx: Tx,
  links: readonly NewLink[],
  made: Required<Made>,
): Promise<void> {
  const rows = links.map((link) => toStored(link, made).row);
  await insertRows(tx, 'Invitation', rows);
}

/** Forgets the sealed tokens that no session is shown any more. */
export async function forgetSealed(tx: Tx, now: Date): Promise<void> {
  await tx.invitation.updateMany({
    where: { sealedUntil: { lte: now } },
    data: { sealedToken: null, sealedUntil: null },
  });
}

/** Makes a live link stop working, by name. */
export async function withdrawLink(
  tx: Tx,
  { actor, requestId, now = new Date() }: Change,
  link: { id: string; email: string | null; rolesJson: string },
): Promise<void> {
  await tx.invitation.update({
    where: { id: link.id },
    data: { withdrawnAt: now, sealedToken: null, sealedUntil: null },
  });
  await recordAudit(tx, {
    actorId: actor.id,
    action: 'withdraw-invitation',
    subject: 'invitation',
    subjectId: link.id,
    before: { email: link.email, roles: readRoles(link.rolesJson) },
    requestId,
  });
}

/** Ends the password links of an account that went by mail and were not used: a newer one takes their place. */
export async function withdrawMailedLinks(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx.invitation.updateMany({
    where: { accountId, createdById: null, ...liveAt(now) },
    data: { withdrawnAt: now },
  });
}
