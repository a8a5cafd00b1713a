import { toStoredId } from '#app/auth/lucia.server.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';

/**
 * A session that its owner sees. `id`: by which it can be ended, and opened by nobody; `current`: the one they look at it
 * from. `device`, `network`: '' of those that are older than this list.
 */
export type OwnSession = {
  id: string;
  device: string;
  network: string;
  openedAt: Date;
  seenAt: Date;
  current: boolean;
};

const mostSessions = 100;

/** The actor's sessions that open something, the last used first, the current one before all others. */
export async function listOwnSessions(
  { id: userId }: Actor,
  cookieHeader: string | null,
): Promise<OwnSession[]> {
  const currentId = toStoredId(cookieHeader);
  const where = { userId, expiresAt: { gt: new Date() } };
  const rows = await db.session.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: mostSessions,
  });
  const sessions = rows.map(({ id, device, network, createdAt, lastSeenAt }) => ({
    id,
    device,
    network,
    openedAt: createdAt,
    seenAt: lastSeenAt ?? createdAt,
    current: id === currentId,
  }));
  const rank = ({ current, seenAt }: OwnSession) => (current ? Infinity : seenAt.getTime());
  return sessions.sort((one, other) => rank(other) - rank(one));
}
