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
    DatabaseUserAttributes: Attributes;
    DatabaseSessionAttributes: Origin & { lastSeenAt?: Date; confirmedAt?: Date };
  }
}

type Attributes = {
  name: string;
  email: string | null;
  roles: Role[];
  hasFactor: boolean;
  passwordDoubted: boolean;
};

/** Where a session was opened: on what, in words, and from which network. */
export type Origin = { device: string; network: string };

type SessionRow = {
  userId: string;
  expiresAt: Date | string;
  createdAt: Date | string;
  lastSeenAt: Date | string | null;
  confirmedAt: Date | string | null;
  hasFactor: number | boolean;
  passwordDoubted: number | boolean;
  name: string;
  email: string | null;
  rolesJson: string;
} & Origin;

const textsSchema = z.array(z.string());

/** However often it is used, a session ends this long after the sign-in that opened it. */
const longestSession = new TimeSpan(30, 'd');

const existsFactor = sql`(EXISTS (SELECT 1 FROM "CodeApp" a WHERE a."userId" = u."id" AND a."confirmedAt" IS NOT NULL)
  OR EXISTS (SELECT 1 FROM "Passkey" p WHERE p."userId" = u."id"))`;

// Asked only where some role needs one, or the password may not do.
const selectFactor = env.SECOND_FACTOR_ROLES
  ? existsFactor
  : sql`(NOT u."passwordDoubted" OR ${existsFactor})`;

const hashId = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex');

const adapter: Adapter = {
  async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const rows = await readRows<SessionRow[]>(sql`
      SELECT s."userId", s."expiresAt", s."createdAt", s."lastSeenAt", s."confirmedAt", s."device", s."network",
        u."name", u."email", u."passwordDoubted", ${selectFactor} AS "hasFactor",
        (SELECT ${jsonAgg(sql`r."role"`)} FROM "UserRole" r WHERE r."userId" = u."id") AS "rolesJson"
      FROM "Session" s JOIN "User" u ON u."id" = s."userId"
      WHERE s."id" = ${hashId(sessionId)} AND u."disabledAt" IS NULL`);
    const row = rows[0];
    if (!row) return [null, null];
    const { userId, name, email, device, network } = row;
    const roles = textsSchema.parse(JSON.parse(row.rolesJson)).filter(isRole);
    const lastEnd = new Date(toDate(row.createdAt).getTime() + longestSession.milliseconds());
    // Only an end that has passed is told: one in the near future would be slid, and written, at every visit.
    const expiresAt = lastEnd <= new Date() ? lastEnd : toDate(row.expiresAt);
    const lastSeenAt = toDate(row.lastSeenAt ?? row.createdAt);
    const confirmedAt = toDate(row.confirmedAt ?? row.createdAt);
    const hasFactor = Boolean(row.hasFactor);
    const passwordDoubted = Boolean(row.passwordDoubted);
    return [
      {
        id: sessionId,
        userId,
        expiresAt,
        attributes: { device, network, lastSeenAt, confirmedAt },
      },
      { id: userId, attributes: { name, email, roles, hasFactor, passwordDoubted } },
    ];
  },
  async getUserSessions(userId) {
    const sessions = await db.session.findMany({ where: { userId } });
    return sessions.map(({ id, expiresAt, device, network }) => {
      return { id, userId, expiresAt, attributes: { device, network } };
    });
  },
  async setSession({ id, userId, expiresAt, attributes: { device, network, confirmedAt } }) {
    const data = { id: hashId(id), userId, expiresAt, device, network, confirmedAt };
    await db.session.create({ data });
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
  getUserAttributes: (attributes) => attributes,
  getSessionAttributes: ({ lastSeenAt, confirmedAt }) => ({ lastSeenAt, confirmedAt }),
});

// Not lucia's own reader: that one throws on any other cookie of this host with a bad escape in it.
export function readSessionId(cookieHeader: string | null): string | null {
  return cookiePattern.exec(cookieHeader ?? '')?.[1] ?? null;
}

/** The id under which the database knows the session of a Cookie header, or null. It opens nothing. */
export function toStoredId(cookieHeader: string | null): string | null {
  const sessionId = readSessionId(cookieHeader);
  return sessionId && hashId(sessionId);
}

// As a page is read, so rarely: finer than that nobody needs to know when a session was last used.
const seenEveryMs = 10 * 60_000;

async function noteSeen(sessionId: string): Promise<void> {
  const where = { id: hashId(sessionId) };
  await ifWritableNow(() => db.session.updateMany({ where, data: { lastSeenAt: new Date() } }));
}

const nobody = { session: null, user: null };

/**
 * Opens a session for the user and returns the Set-Cookie value that carries it. The session that the browser carried
 * until now, in its Cookie header, ends: nobody would sign out of it any more.
 * @param confirmedAt when the person last showed who they are, if that was not now
 */
export async function openSession(
  userId: string,
  cookieHeader: string | null = null,
  origin: Origin = { device: '', network: '' },
  confirmedAt?: Date,
): Promise<string> {
  await closeSession(cookieHeader);
  const session = await lucia.createSession(userId, { ...origin, confirmedAt });
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
 * What a Cookie header opens. `hasFactor`: whether they have a second factor, known only where some role needs one or the
 * password is doubted; `passwordDoubted`: it has not shown yet that it can stand alone;
 * `confirmedAt`: when they last showed who they are; `cookie`: a Set-Cookie value to send when the session's expiry moved or
 * the cookie no longer opens anything.
 */
type ReadSession =
  | { user: null; cookie?: string }
  | {
      user: { id: string; name: string; email: string | null; roles: Role[] };
      hasFactor: boolean;
      passwordDoubted: boolean;
      confirmedAt?: Date;
      cookie?: string;
    };

/** The user whose session the Cookie header names, or null. */
export async function readSession(cookieHeader: string | null): Promise<ReadSession> {
  const sessionId = readSessionId(cookieHeader);
  if (!sessionId) return { user: null };
  // Lucia writes here only to move the expiry (above) and to delete a session that has run out.
  const { session, user } = (await ifWritableNow(() => lucia.validateSession(sessionId))) ?? nobody;
  if (!session) return { user: null, cookie: lucia.createBlankSessionCookie().serialize() };
  if (Date.now() - (session.lastSeenAt?.getTime() ?? 0) > seenEveryMs) await noteSeen(sessionId);
  const { id, name, email, roles, hasFactor, passwordDoubted } = user;
  const cookie = session.fresh ? lucia.createSessionCookie(session.id).serialize() : undefined;
  const { confirmedAt } = session;
  return { user: { id, name, email, roles }, hasFactor, passwordDoubted, confirmedAt, cookie };
}
