import type { Actor, Role } from '#app/auth/permissions.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { db } from '#app/db/client.server.ts';
import { byName } from '#app/names.ts';
import { toLink } from './link-token.server.ts';
import { liveAt, readRoles } from './rules.ts';

/** A link that works and that this session made within the hour. */
export type OwnLink = {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  cohort: string | null;
  forPassword: boolean;
  link: string;
  expiresAt: Date;
};

/** The links that the actor made in this session and may see again, by name, and until when the first of them is shown. */
export async function listOwnLinks(
  actor: Actor,
  { open }: Seal,
  now: Date,
): Promise<{ links: OwnLink[]; shownUntil: Date | null }> {
  const rows = await db.invitation.findMany({
    where: { createdById: actor.id, sealedUntil: { gt: now }, ...liveAt(now) },
    include: { cohort: { select: { name: true } } },
    orderBy: { sealedUntil: 'asc' },
  });
  const own = rows.flatMap((row) => {
    const token = row.sealedToken && open(row.sealedToken);
    return token ? [{ row, token }] : [];
  });
  const links = own.map(({ row, token }) => ({
    id: row.id,
    name: row.name ?? '',
    email: row.email ?? '',
    roles: readRoles(row.rolesJson),
    cohort: row.cohort?.name ?? null,
    forPassword: row.accountId !== null,
    link: toLink(token),
    expiresAt: row.expiresAt,
  }));
  return { links: links.sort(byName), shownUntil: own[0]?.row.sealedUntil ?? null };
}
