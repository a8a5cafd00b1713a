import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readRows, sql, type Tx } from '#app/db/client.server.ts';
import { jsonAgg } from '#app/db/dialect.server.ts';
import { mapInTurns } from '#app/long-turns.server.ts';
import type { KnownPerson } from './matching-rules.ts';
import type { Known } from './verdict-rules.ts';

/** Who has an account, as lists may name them. */

type KnownRow = Omit<
  KnownPerson,
  'previousNames' | 'disabled' | 'isCadet' | 'cohorts' | 'employeeNumber' | 'username' | 'sourcedId'
> & {
  previousNamesJson: string;
  disabledAt: unknown;
  isCadet: number | boolean;
  cohortsJson: string;
  idsJson: string;
};

const namesSchema = z.array(z.string());
const idsSchema = z.array(z.object({ system: z.string(), value: z.string() }));
const readNames = (json: string) => (json === '[]' ? [] : namesSchema.parse(JSON.parse(json)));

/** Everybody with an account, the cohorts that are not archived, and the addresses of open invitations. */
export async function listKnown(tx?: Tx): Promise<Known> {
  const rows = await readRows<KnownRow[]>(
    sql`
      SELECT u."id", u."name", u."givenName", u."familyName", u."preferredName", u."previousNamesJson", u."email",
        u."badgeNumber", u."rank", u."agency", u."disabledAt",
        EXISTS (SELECT 1 FROM "UserRole" r WHERE r."userId" = u."id" AND r."role" = 'cadet') AS "isCadet",
        (SELECT ${jsonAgg(sql`c."name"`, sql`c."name"`)} FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
          WHERE e."userId" = u."id" AND e."withdrawnAt" IS NULL) AS "cohortsJson",
        (SELECT ${jsonAgg({ system: sql`x."system"`, value: sql`x."value"` })} FROM "ExternalId" x
          WHERE x."userId" = u."id") AS "idsJson"
      FROM "User" u ORDER BY u."id"`,
    tx,
  );
  const cohorts = await readRows<{ name: string }[]>(
    sql`SELECT "name" FROM "Cohort" WHERE "archivedAt" IS NULL ORDER BY "name"`,
    tx,
  );
  const invited = await readRows<{ email: string }[]>(
    sql`SELECT DISTINCT "email" FROM "Invitation" WHERE "accountId" IS NULL AND "email" IS NOT NULL
      AND "usedAt" IS NULL AND "withdrawnAt" IS NULL AND "expiresAt" > ${new Date()} ORDER BY "email"`,
    tx,
  );
  return {
    people: await mapInTurns(rows, toKnown),
    cohorts: cohorts.map(({ name }) => name),
    invited: invited.map(({ email }) => email),
  };
}

function toKnown({
  previousNamesJson,
  disabledAt,
  isCadet,
  cohortsJson,
  idsJson,
  ...row
}: KnownRow): KnownPerson {
  const ids = new Map(
    idsJson === '[]'
      ? []
      : idsSchema.parse(JSON.parse(idsJson)).map(({ system, value }) => [system, value]),
  );
  return {
    ...row,
    previousNames: readNames(previousNamesJson),
    disabled: disabledAt !== null,
    isCadet: Boolean(isCadet),
    cohorts: readNames(cohortsJson),
    employeeNumber: ids.get('employee') ?? null,
    username: ids.get('username') ?? null,
    sourcedId: ids.get('oneroster') ?? null,
  };
}

/** What changes with anything that `listKnown` says. */
export const hashKnown = (known: Known): string =>
  createHash('sha256').update(JSON.stringify(known)).digest('hex');
