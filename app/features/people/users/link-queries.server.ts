import type { Actor, Role } from '#app/auth/permissions.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { db, type Tx } from '#app/db/client.server.ts';
import { peopleLimit } from '#app/features/people/cohorts/roster-rules.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { byName } from '#app/names.ts';
import { toLink } from './link-token.server.ts';
import { liveAt, readRoles, toShownCode } from './rules.ts';

/** A link that works and that this session made within the hour. */
export type OwnLink = {
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  roles: Role[];
  cohort: string | null;
  /** Whose password it sets; null where it makes an account. */
  accountId: string | null;
  link: string;
  /** As it is typed from paper; null of a link that is not made for that. */
  code: string | null;
  expiresAt: Date;
  /** Made with the last form that made links. */
  newest: boolean;
};

/**
 * The links that the actor made in this session and may see again: those made last, then the others, by name; and until when
 * the first of them is shown.
 */
export async function listOwnLinks(
  actor: Actor,
  { open }: Seal,
  now: Date,
): Promise<{ links: OwnLink[]; shownUntil: Date | null }> {
  const rows = await db.invitation.findMany({
    where: { createdById: actor.id, sealedUntil: { gt: now }, ...liveAt(now) },
    include: {
      cohort: { select: { name: true } },
      account: { select: { badgeNumber: true } },
    },
    orderBy: { sealedUntil: 'asc' },
  });
  const own = rows.flatMap((row) => {
    const token = row.sealedToken && open(row.sealedToken);
    return token ? [{ row, token }] : [];
  });
  // A form makes all of its links at one instant.
  const last = Math.max(...own.map(({ row }) => row.createdAt.getTime()));
  const links = own.map(({ row, token }) => ({
    id: row.id,
    name: row.name ?? '',
    email: row.email,
    badgeNumber: row.account?.badgeNumber ?? null,
    roles: readRoles(row.rolesJson),
    cohort: row.cohort?.name ?? null,
    accountId: row.accountId,
    link: toLink(token),
    code: toShownCode(token),
    expiresAt: row.expiresAt,
    newest: row.createdAt.getTime() === last,
  }));
  links.sort((a, b) => Number(b.newest) - Number(a.newest) || byName(a, b));
  return { links, shownUntil: own[0]?.row.sealedUntil ?? null };
}

/** A link that works already, for someone who was to get one. */
export type LiveLink = {
  id: string;
  email: string | null;
  /** The person's, or else their address. */
  name: string;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** The links that work for these addresses or this account, the oldest first. The caller has checked who asks. */
export async function listLiveLinks(
  where: { email?: { in: string[] }; accountId: string | null },
  now: Date,
  tx: Pick<Tx, 'invitation'> = db,
): Promise<(LiveLink & { rolesJson: string })[]> {
  const rows = await tx.invitation.findMany({
    where: { ...where, ...liveAt(now) },
    include: { createdBy: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id, email, name, rolesJson, createdBy, createdAt, expiresAt }) => ({
    id,
    email,
    name: name ?? email ?? '',
    rolesJson,
    invitedBy: createdBy?.name ?? null,
    createdAt,
    expiresAt,
  }));
}

/** The links that an invitation which comes back was asked about already, and which still work: they are asked about again. */
export async function listAskedAgain(result: FormResult, now: Date): Promise<LiveLink[]> {
  const sent = [result?.initialValue?.asked ?? []].flat();
  const emails = sent.filter((email) => typeof email === 'string').slice(0, peopleLimit);
  return emails.length === 0 ? [] : listLiveLinks({ email: { in: emails }, accountId: null }, now);
}
