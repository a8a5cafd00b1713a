import { z } from 'zod';
import type { Role } from '#app/auth/permissions.ts';
import { empty, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { byCodePoint, jsonAgg, toDate, toNumber } from '#app/db/dialect.server.ts';
import { env } from '#app/env.server.ts';
import { foldText, toKnownBy } from '#app/names.ts';
import { readRoles, usersPerPage } from './rules.ts';
import { demoPassword } from './schema.ts';

/** Accounts and invitations as administrators see them. */

/** An account in the list. `cohorts`: names of those it is enrolled in now; `teaches`: of those it instructs. */
export type UserRow = {
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  roles: Role[];
  cohorts: string[];
  teaches: string[];
  disabled: boolean;
};

/** One page of accounts; `total` counts all that the filters let through, `active` and `disabled` those of each state that search and role let through. */
export type UserPage = {
  users: UserRow[];
  page: number;
  pages: number;
  total: number;
  active: number;
  disabled: number;
};

// LIKE's own signs are taken as they were typed.
const toPattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Condition on the account `u`: its name, as every search compares names, its e-mail address or its badge number holds `q`. */
export function holdsText(q: string): Sql {
  const pattern = toPattern(foldText(q));
  return sql`(u."foldedName" LIKE ${pattern} ESCAPE '\\' OR u."email" LIKE ${pattern} ESCAPE '\\'
    OR LOWER(u."badgeNumber") LIKE ${pattern} ESCAPE '\\')`;
}

function matches({ q, role }: { q: string; role?: Role }): Sql {
  const text = sql`AND ${holdsText(q)}`;
  const withRole = sql`AND EXISTS (SELECT 1 FROM "UserRole" r
    WHERE r."userId" = u."id" AND r."role" = ${role})`;
  return sql`1 = 1 ${q ? text : empty} ${role ? withRole : empty}`;
}

function stateIs(disabled: boolean | undefined): Sql {
  if (disabled === undefined) return empty;
  return disabled ? sql`AND u."disabledAt" IS NOT NULL` : sql`AND u."disabledAt" IS NULL`;
}

function sumOf(counts: { active: number; disabled: number }, disabled: boolean | undefined) {
  if (disabled === undefined) return counts.active + counts.disabled;
  return disabled ? counts.disabled : counts.active;
}

const cohortNamesSchema = z.array(z.string());

/**
 * One page of the accounts whose name, e-mail or badge number holds `q` and that have the role, by name.
 * @param filter `disabled`: those that are, or those that are not; left out: all. `page` is 1-based; beyond the last
 * page the last one is given
 */
export async function listUsers(filter: {
  q: string;
  role?: Role;
  disabled?: boolean;
  page: number;
}): Promise<UserPage> {
  const found = matches(filter);
  const [counted] = await readRows<{ total: number | bigint; disabled: number | bigint }[]>(
    sql`SELECT COUNT(*) AS "total", COUNT(u."disabledAt") AS "disabled" FROM "User" u WHERE ${found}`,
  );
  const disabled = toNumber(counted?.disabled ?? 0);
  const active = toNumber(counted?.total ?? 0) - disabled;
  const total = sumOf({ active, disabled }, filter.disabled);
  const condition = sql`${found} ${stateIs(filter.disabled)}`;
  const pages = Math.max(1, Math.ceil(total / usersPerPage));
  const page = Math.min(filter.page, pages);
  const rows = await readRows<
    {
      id: string;
      name: string;
      email: string | null;
      badgeNumber: string | null;
      disabledAt: unknown;
      rolesJson: string;
      cohortsJson: string;
      teachesJson: string;
    }[]
  >(sql`
    SELECT u."id", u."name", u."email", u."badgeNumber", u."disabledAt",
      (SELECT ${jsonAgg(sql`r."role"`)} FROM "UserRole" r WHERE r."userId" = u."id") AS "rolesJson",
      (SELECT ${jsonAgg(sql`c."name"`, sql`c."name"`)} FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
        WHERE e."userId" = u."id" AND e."withdrawnAt" IS NULL) AS "cohortsJson",
      (SELECT ${jsonAgg(sql`c."name"`, sql`c."name"`)} FROM "CohortInstructor" i JOIN "Cohort" c ON c."id" = i."cohortId"
        WHERE i."userId" = u."id") AS "teachesJson"
    FROM (SELECT * FROM "User" u WHERE ${condition}
      ORDER BY ${byCodePoint(sql`u."foldedName"`)}, u."id"
      LIMIT ${usersPerPage} OFFSET ${(page - 1) * usersPerPage}) u
    ORDER BY ${byCodePoint(sql`u."foldedName"`)}, u."id"`);
  const users = rows.map(({ disabledAt, rolesJson, cohortsJson, teachesJson, ...user }) => ({
    ...user,
    roles: readRoles(rolesJson),
    cohorts: cohortNamesSchema.parse(JSON.parse(cohortsJson)),
    teaches: cohortNamesSchema.parse(JSON.parse(teachesJson)),
    disabled: disabledAt !== null,
  }));
  return { users, page, pages, total, active, disabled };
}

/** An account's state after a change, to say it back; null when there is no such account. */
export async function findUser(
  userId: string,
): Promise<Pick<UserRow, 'id' | 'name' | 'roles' | 'disabled'> | null> {
  if (userId === '') return null;
  const [user] = await readRows<(UserName & { rolesJson: string })[]>(sql`
    SELECT u."id", u."name", u."disabledAt",
      (SELECT ${jsonAgg(sql`r."role"`)} FROM "UserRole" r WHERE r."userId" = u."id") AS "rolesJson"
    FROM "User" u WHERE u."id" = ${userId}`);
  if (!user) return null;
  const { id, name, disabledAt, rolesJson } = user;
  return { id, name, roles: readRoles(rolesJson), disabled: disabledAt !== null };
}

/** Whether anybody has an account yet. */
export async function hasAccounts(): Promise<boolean> {
  const rows = await readRows<{ id: string }[]>(sql`SELECT "id" FROM "User" LIMIT 1`);
  return rows.length > 0;
}

type UserName = { id: string; name: string; disabledAt: unknown };

/** An invitation that nobody has accepted yet. */
export type PendingInvitation = {
  id: string;
  name: string | null;
  /** Its address, or the badge number of its account. */
  knownBy: string;
  roles: Role[];
  forPassword: boolean;
  cohort: string | null;
  invitedBy: string | null;
  expiresAt: Date;
};

type InvitationRow = {
  id: string;
  name: string | null;
  accountId: string | null;
  email: string | null;
  badgeNumber: string | null;
  rolesJson: string;
  cohort: string | null;
  invitedBy: string | null;
  expiresAt: Date | string;
};

const mostInvitations = 100;

/** Invitations that can still be accepted, the newest first: at most 100, and how many there are. */
export async function listPendingInvitations(): Promise<{
  invitations: PendingInvitation[];
  total: number;
}> {
  const pending = sql`"usedAt" IS NULL AND "withdrawnAt" IS NULL AND "expiresAt" > ${new Date()}`;
  const [rows, [counted]] = await Promise.all([
    readRows<InvitationRow[]>(sql`
      SELECT i."id", i."name", i."email", i."rolesJson", i."accountId", c."name" AS "cohort",
        u."name" AS "invitedBy", a."badgeNumber", i."expiresAt"
      FROM (SELECT * FROM "Invitation" WHERE ${pending}
        ORDER BY "createdAt" DESC, "email" LIMIT ${mostInvitations}) i
        LEFT JOIN "Cohort" c ON c."id" = i."cohortId" LEFT JOIN "User" u ON u."id" = i."createdById"
        LEFT JOIN "User" a ON a."id" = i."accountId"
      ORDER BY i."createdAt" DESC, i."email"`),
    readRows<{ total: number | bigint }[]>(
      sql`SELECT COUNT(*) AS "total" FROM "Invitation" WHERE ${pending}`,
    ),
  ]);
  const invitations = rows.map(({ email, badgeNumber, rolesJson, accountId, ...row }) => ({
    ...row,
    knownBy: toKnownBy({ email, badgeNumber }) || (accountId ? '' : 'anyone with the link'),
    roles: readRoles(rolesJson),
    forPassword: accountId !== null,
    expiresAt: toDate(row.expiresAt),
  }));
  return { invitations, total: toNumber(counted?.total ?? 0) };
}

/** The academy's own zone (IANA), in which administrators read times. */
export function getAcademyTimeZone(): string {
  return env.TIME_ZONE;
}

/** The demo academy's accounts and their password, to show at sign-in; null anywhere else. */
export function findDemoAccounts(): { emails: string[]; password: string } | null {
  if (!env.RAPPORT_DEMO) return null;
  const emails = ['cadet', 'instructor', 'author', 'admin'].map((name) => `${name}@demo.test`);
  return { emails, password: demoPassword };
}
