import { z } from 'zod';
import { readRows, sql } from '#app/db/client.server.ts';
import { jsonAgg } from '#app/db/dialect.server.ts';
import { readRoster, refuseLarge } from './reading.server.ts';
import type { RosterCheck } from './schema.ts';
import { type Known, type KnownPerson, toCheck } from './verdict-rules.ts';

/** What an import of a list would change, and nothing else. */

type KnownRow = Omit<
  KnownPerson,
  'previousNames' | 'disabled' | 'cohorts' | 'employeeNumber' | 'username' | 'sourcedId'
> & {
  previousNamesJson: string;
  disabledAt: unknown;
  cohortsJson: string;
  idsJson: string;
};

const namesSchema = z.array(z.string());
const idsSchema = z.array(z.object({ system: z.string(), value: z.string() }));

/** Everybody with an account, as lists may name them, and the cohorts that are not archived. */
async function listKnown(): Promise<Known> {
  const [rows, cohorts] = await Promise.all([
    readRows<KnownRow[]>(sql`
      SELECT u."id", u."name", u."givenName", u."familyName", u."preferredName", u."previousNamesJson", u."email",
        u."badgeNumber", u."rank", u."agency", u."disabledAt",
        (SELECT ${jsonAgg(sql`c."name"`, sql`c."name"`)} FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
          WHERE e."userId" = u."id" AND e."withdrawnAt" IS NULL) AS "cohortsJson",
        (SELECT ${jsonAgg({ system: sql`x."system"`, value: sql`x."value"` })} FROM "ExternalId" x
          WHERE x."userId" = u."id") AS "idsJson"
      FROM "User" u ORDER BY u."id"`),
    readRows<{ name: string }[]>(sql`SELECT "name" FROM "Cohort" WHERE "archivedAt" IS NULL`),
  ]);
  const people = rows.map(
    ({ previousNamesJson, disabledAt, cohortsJson, idsJson, ...row }): KnownPerson => {
      const ids = new Map(
        idsSchema.parse(JSON.parse(idsJson)).map(({ system, value }) => [system, value]),
      );
      return {
        ...row,
        previousNames: namesSchema.parse(JSON.parse(previousNamesJson)),
        disabled: disabledAt !== null,
        cohorts: namesSchema.parse(JSON.parse(cohortsJson)),
        employeeNumber: ids.get('employee') ?? null,
        username: ids.get('username') ?? null,
        sourcedId: ids.get('oneroster') ?? null,
      };
    },
  );
  return { people, cohorts: cohorts.map(({ name }) => name) };
}

/** The answer to a file that is too large to be read; null for any other. @param size in bytes */
export function refuseSize(size: number): RosterCheck | null {
  const refused = refuseLarge(size);
  return refused && { ...refused, rows: [] };
}

/** The dry run of a list against the accounts there are. Nothing is changed, and nothing of the list is kept. */
export async function checkRoster(bytes: Uint8Array): Promise<RosterCheck> {
  const read = await readRoster(bytes);
  return toCheck(read, read.refused === null ? await listKnown() : { people: [], cohorts: [] });
}
