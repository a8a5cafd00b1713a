import { z } from 'zod';
import type { Actor } from '#app/auth/permissions.ts';
import { db, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { notFound } from '#app/http/errors.ts';
import type { Listed } from '#app/names.ts';
import { type Identity, systems } from './identity-rules.ts';

/** What people want corrected in their accounts, for themselves and for administrators. */

/** A correction that a person asked for; null where the name or address is to stay. `made`: null until it is decided. */
type AskedCorrection = {
  name: string | null;
  email: string | null;
  reason: string;
  askedAt: Date;
  made: boolean | null;
  answer: string | null;
  decidedBy: string | null;
};

/** What an account is known by, and the last correction that its owner asked for. */
export type PersonDetails = Omit<Identity, 'username' | 'sourcedId'> & {
  id: string;
  previousNames: string[];
  asked: AskedCorrection | null;
};

const namesSchema = z.array(z.string());

async function findDetails(userId: string): Promise<PersonDetails | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    include: {
      externalIds: { where: { system: systems.employeeNumber } },
      corrections: {
        orderBy: { askedAt: 'desc' },
        take: 1,
        include: { decidedBy: { select: { name: true } } },
      },
    },
  });
  if (!user) return null;
  const [last] = user.corrections;
  const { id, name, givenName, familyName, preferredName, email, badgeNumber, rank, agency } = user;
  const asked = last
    ? {
        name: last.name,
        email: last.email,
        reason: last.reason,
        askedAt: last.askedAt,
        made: last.made,
        answer: last.answer,
        decidedBy: last.decidedBy?.name ?? null,
      }
    : null;
  return {
    id,
    name,
    givenName,
    familyName,
    preferredName,
    email,
    badgeNumber,
    employeeNumber: user.externalIds[0]?.value ?? null,
    rank,
    agency,
    previousNames: namesSchema.parse(JSON.parse(user.previousNamesJson)),
    asked,
  };
}

/** The actor's own account. @throws 404 when it is gone. */
export async function getOwnDetails(actor: Actor): Promise<PersonDetails> {
  const found = await findDetails(actor.id);
  if (!found) throw notFound();
  return found;
}

/** Any account, for an administrator. @throws 404 when there is none. */
export async function getPersonDetails(userId: string): Promise<PersonDetails> {
  const found = await findDetails(userId);
  if (!found) throw notFound();
  return found;
}

/** An account whose owner waits for a correction. */
export type OpenCorrection = Listed & {
  id: string;
  wish: Pick<AskedCorrection, 'name' | 'email' | 'reason' | 'askedAt'>;
};

type OpenRow = Listed & {
  id: string;
  newName: string | null;
  newEmail: string | null;
  reason: string;
  askedAt: Date | string;
};

const mostOpen = 100;

/** The corrections that wait for a decision, the oldest first: at most 100. */
export async function listOpenCorrections(): Promise<OpenCorrection[]> {
  const rows = await readRows<OpenRow[]>(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber", k."name" AS "newName", k."email" AS "newEmail", k."reason",
      k."askedAt"
    FROM "Correction" k JOIN "User" u ON u."id" = k."userId"
    WHERE k."decidedAt" IS NULL ORDER BY k."askedAt" LIMIT ${mostOpen}`);
  return rows.map(({ newName, newEmail, reason, askedAt, ...person }) => ({
    ...person,
    wish: { name: newName, email: newEmail, reason, askedAt: toDate(askedAt) },
  }));
}
