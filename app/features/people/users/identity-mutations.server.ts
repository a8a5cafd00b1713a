import { z } from 'zod';
import { join, raw, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { notFound } from '#app/http/errors.ts';
import { foldText } from '#app/names.ts';
import {
  type ExternalField,
  externalFields,
  type Identity,
  identityColumns,
  listDifferences,
  systems,
  toIdentityColumns,
} from './identity-rules.ts';

/** Changes of what an academy knows a person by. */

const namesSchema = z.array(z.string());

/** A person as they are known now. @throws 404 when there is no such account */
export async function getIdentity(
  tx: Tx,
  userId: string,
): Promise<Identity & { previousNames: string[] }> {
  const user = await tx.user.findUnique({ where: { id: userId }, include: { externalIds: true } });
  if (!user) throw notFound();
  const { name, givenName, familyName, preferredName, email, badgeNumber, rank, agency } = user;
  const called = (field: ExternalField) =>
    user.externalIds.find(({ system }) => system === systems[field])?.value ?? null;
  return {
    name,
    givenName,
    familyName,
    preferredName,
    email,
    badgeNumber,
    rank,
    agency,
    employeeNumber: called('employeeNumber'),
    username: called('username'),
    sourcedId: called('sourcedId'),
    previousNames: namesSchema.parse(JSON.parse(user.previousNamesJson)),
  };
}

/** Somebody, and what of them is to change. */
export type IdentityChange = {
  userId: string;
  stands: Identity & { previousNames: readonly string[] };
  changed: Partial<Identity>;
};

// Parameters of a statement: some thousands.
const atOnce = 400;

/**
 * Writes what changes of many people. @throws a unique violation when an address, or what another system calls them, is
 * somebody else's
 */
export async function writeIdentities(tx: Tx, changes: readonly IdentityChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += atOnce) {
    const some = changes.slice(from, from + atOnce);
    await writeColumns(tx, some);
    await writeExternalIds(tx, some);
  }
}

/** On both databases the columns of a list of values are called column1 and so on. */
async function writeColumns(tx: Tx, changes: readonly IdentityChange[]): Promise<void> {
  const rows = changes.map(({ userId, stands, changed }) => {
    const columns = toIdentityColumns({ ...stands, ...changed }, stands);
    return sql`(${join([userId, ...identityColumns.map((column) => columns[column])])})`;
  });
  const sets = identityColumns.map((column, at) => raw(`"${column}" = v."column${at + 2}"`));
  await writeRows(
    sql`UPDATE "User" SET ${join(sets)} FROM (VALUES ${join(rows)}) AS v WHERE "User"."id" = v."column1"`,
    tx,
  );
}

async function writeExternalIds(tx: Tx, changes: readonly IdentityChange[]): Promise<void> {
  const rows = changes.flatMap(({ userId, changed }) =>
    externalFields.flatMap((field) => {
      const value = changed[field];
      return value === undefined ? [] : [{ userId, system: systems[field], value }];
    }),
  );
  for (const system of Object.values(systems)) {
    const userIds = rows.filter((row) => row.system === system).map(({ userId }) => userId);
    if (userIds.length > 0)
      await tx.externalId.deleteMany({ where: { system, userId: { in: userIds } } });
  }
  const given = rows.flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]));
  await insertRows(tx, 'ExternalId', given);
}

/**
 * Writes what differs from what stands. @returns what stood and what stands now, for the log; both are empty when nothing
 * differed. @throws as `writeIdentities`
 */
export async function writeIdentity(
  tx: Tx,
  userId: string,
  stands: IdentityChange['stands'],
  wanted: Partial<Identity>,
): Promise<ReturnType<typeof listDifferences>> {
  const differences = listDifferences(stands, wanted);
  if (Object.keys(differences.after).length > 0)
    await writeIdentities(tx, [{ userId, stands, changed: differences.after }]);
  return differences;
}

/** Who else wears this badge number in the same agency, or null. */
export async function findBadgeHolder(
  tx: Tx,
  userId: string,
  { badgeNumber, agency }: Pick<Identity, 'badgeNumber' | 'agency'>,
): Promise<string | null> {
  if (badgeNumber === null) return null;
  const where = { badgeNumber, disabledAt: null, id: { not: userId } };
  const holders = await tx.user.findMany({ where });
  const same = holders.find((one) => foldText(one.agency ?? '') === foldText(agency ?? ''));
  return same?.name ?? null;
}
