import { createHash } from 'node:crypto';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { z } from 'zod';
import { db, readRows, sql } from '#app/db/client.server.ts';
import { jsonAgg, toDate } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { ifWritable, ifWritableNow } from '#app/http/storage.server.ts';
import { isRole, type Role } from './permissions.ts';

/**
 * Sessions. Lucia is no longer developed, so it stays behind this file: nothing else imports it. The table holds only
 * the SHA-256 of a session id: whoever reads the database cannot open a session.
 */

declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia;
    DatabaseUserAttributes: { name: string; email: string; roles: Role[] };
  }
}

type SessionRow = {
  userId: string;
  expiresAt: Date | string;
  createdAt: Date | string;
  name: string;
  email: string;
  rolesJson: string;
};

const textsSchema = z.array(z.string());

/** However often it is used, a session ends this long after the sign-in that opened it. */
const longestSession = new TimeSpan(30, 'd');

const hashId = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex');

const adapter: Adapter = {
  async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const rows = await readRows<SessionRow[]>(sql`
      SELECT s."userId", s."expiresAt", s."createdAt", u."name", u."email",
        (SELECT ${jsonAgg(sql`r."role"`)} FROM "UserRole" r WHERE r."userId" = u."id") AS "rolesJson"
      FROM "Session" s JOIN "User" u ON u."id" = s."userId"
      WHERE s."id" = ${hashId(sessionId)} AND u."disabledAt" IS NULL`);
    const row = rows[0];
    if (!row) return [null, null];
    const { userId, name, email } = row;
    const roles = textsSchema.parse(JSON.parse(row.rolesJson)).filter(isRole);
    const lastEnd = new Date(toDate(row.createdAt).getTime() + longestSession.milliseconds());
    // Only an end that has passed is told: one in the near future would be slid, and written, at every visit.
    const expiresAt = lastEnd <= new Date() ? lastEnd : toDate(row.expiresAt);
    return [
      { id: sessionId, userId, expiresAt, attributes: {} },
      { id: userId, attributes: { name, email, roles } },
    ];
  },
  async getUserSessions(userId) {
    const sessions = await db.session.findMany({ where: { userId } });
    return sessions.map(({ id, expiresAt }) => ({ id, userId, expiresAt, attributes: {} }));
  },
  async setSession({ id, userId, expiresAt }) {
    await db.session.create({ data: { id: hashId(id), userId, expiresAt } });
  },
  async updateSessionExpiration(sessionId, expiresAt) {
    const where = { id: hashId(sessionId) };
    // In passing, as a page is read: without it the session ends when it would have.
    await ifWritableNow(() => db.session.updateMany({ where, data: { expiresAt } }));
  },
  async deleteSession(sessionId) {
    await db.session.deleteMany({ where: { id: hashId(sessionId) } });
  },
  async deleteUserSessions(userId) {
    await db.session.deleteMany({ where: { userId } });
  },
  async deleteExpiredSessions() {
    await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  },
};

const secure = env.APP_URL.protocol === 'https:';

// `__Host-` (RFC 6265bis, section 4.1.3.2): browsers take such a cookie from this very host alone, over TLS.
const cookieName = secure ? '__Host-rapport_session' : 'rapport_session';
const cookiePattern = new RegExp(`(?:^|;\\s*)${cookieName}=([a-z0-9]+)(?:;|$)`);

const lucia = new Lucia(adapter, {
  // Sliding: half-way through, a visit starts the week again.
  sessionExpiresIn: new TimeSpan(7, 'd'),
  sessionCookie: {
    name: cookieName,
    // The database decides when a session ends; the cookie outlives it, so that sliding needs no new cookie.
    expires: false,
    attributes: { secure, sameSite: 'lax', path: '/' },
  },
  getUserAttributes: ({ name, email, roles }) => ({ name, email, roles }),
});

// Not lucia's own reader: that one throws on any other cookie of this host with a bad escape in it.
export function readSessionId(cookieHeader: string | null): string | null {
  return cookiePattern.exec(cookieHeader ?? '')?.[1] ?? null;
}

const nobody = { session: null, user: null };

/**
 * Opens a session for the user and returns the Set-Cookie value that carries it. The session that the browser carried
 * until now, in its Cookie header, ends: nobody would sign out of it any more.
 */
export async function openSession(
  userId: string,
  cookieHeader: string | null = null,
): Promise<string> {
  await closeSession(cookieHeader);
  const session = await lucia.createSession(userId, {});
  return lucia.createSessionCookie(session.id).serialize();
}

/**
 * Ends the session named in a Cookie or Set-Cookie header, if there is one, and returns the Set-Cookie value that clears
 * it. Where the database cannot write, the session ends with its cookie alone.
 */
export async function closeSession(cookieHeader: string | null): Promise<string> {
  const sessionId = readSessionId(cookieHeader);
  if (sessionId) await ifWritable(lucia.invalidateSession(sessionId));
  return lucia.createBlankSessionCookie().serialize();
}

/** Deletes sessions that have run out. */
export async function deleteExpiredSessions(): Promise<void> {
  // They open nothing any more, and the next start clears them too.
  await ifWritableNow(() => lucia.deleteExpiredSessions());
}

/**
 * The user whose session the Cookie header names, or null. `cookie` is a Set-Cookie value to send when the session's
 * expiry moved or the cookie no longer opens anything.
 */
export async function readSession(cookieHeader: string | null): Promise<{
  user: { id: string; name: string; email: string; roles: Role[] } | null;
  cookie?: string;
}> {
  const sessionId = readSessionId(cookieHeader);
  if (!sessionId) return { user: null };
  // Lucia writes here only to move the expiry (above) and to delete a session that has run out.
  const { session, user } = (await ifWritableNow(() => lucia.validateSession(sessionId))) ?? nobody;
  if (!session) return { user: null, cookie: lucia.createBlankSessionCookie().serialize() };
  const { id, name, email, roles } = user;
  const cookie = session.fresh ? lucia.createSessionCookie(session.id).serialize() : undefined;
  return { user: { id, name, email, roles }, cookie };
}
