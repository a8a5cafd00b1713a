import { foldText, toNameColumns } from '#app/names.ts';

/** What an academy knows a person by. Pure: no I/O here. */

/** Null where nobody said. `employeeNumber`, `username`, `sourcedId`: what other systems call them. */
export type Identity = {
  name: string;
  givenName: string | null;
  familyName: string | null;
  preferredName: string | null;
  email: string | null;
  badgeNumber: string | null;
  employeeNumber: string | null;
  username: string | null;
  sourcedId: string | null;
  rank: string | null;
  agency: string | null;
};

/** What each part is called, within a sentence. */
export const identityWords: Readonly<Record<keyof Identity, string>> = {
  name: 'name',
  givenName: 'given name',
  familyName: 'family name',
  preferredName: 'preferred name',
  email: 'e-mail address',
  badgeNumber: 'badge number',
  employeeNumber: 'employee number',
  username: 'user name',
  sourcedId: 'id',
  rank: 'rank',
  agency: 'agency',
};

const identityFields = [
  'name',
  'givenName',
  'familyName',
  'preferredName',
  'email',
  'badgeNumber',
  'employeeNumber',
  'username',
  'sourcedId',
  'rank',
  'agency',
] as const satisfies readonly (keyof Identity)[];

/** The systems of external ids, by the field that has what they call a person. */
export const systems = {
  employeeNumber: 'employee',
  username: 'username',
  sourcedId: 'oneroster',
} as const;

export type ExternalField = keyof typeof systems;
export const externalFields = Object.keys(systems) as ExternalField[];

/** What of `wanted` differs from what stands, and what stood there. */
export function listDifferences(
  stands: Identity,
  wanted: Partial<Identity>,
): { before: Partial<Identity>; after: Partial<Identity> } {
  const changed = identityFields.filter(
    (field) => wanted[field] !== undefined && wanted[field] !== stands[field],
  );
  const pick = (from: Partial<Identity>): Partial<Identity> =>
    Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: pick(stands), after: pick(wanted) };
}

/** The columns of an account that say what it is known by. */
export const identityColumns = [
  'name',
  'foldedName',
  'givenName',
  'familyName',
  'preferredName',
  'previousNamesJson',
  'email',
  'badgeNumber',
  'rank',
  'agency',
] as const;

type IdentityColumns = Record<(typeof identityColumns)[number], string | null>;

/**
 * The columns of an account with this identity. A name that was another one before is kept among the previous ones.
 * @param stood what it was before; absent of a new account
 */
export function toIdentityColumns(
  identity: Identity & { previousNames?: readonly string[] },
  stood?: { name: string; previousNames: readonly string[] },
): IdentityColumns {
  const { name, givenName, familyName, preferredName, email, badgeNumber, rank, agency } = identity;
  const before = stood?.previousNames ?? identity.previousNames ?? [];
  const isOther = stood !== undefined && foldText(stood.name) !== foldText(name);
  const previous = isOther ? [...before.filter((one) => one !== stood.name), stood.name] : before;
  return {
    ...toNameColumns(name),
    givenName,
    familyName,
    preferredName,
    previousNamesJson: JSON.stringify(previous.filter((one) => one !== name)),
    email,
    badgeNumber,
    rank,
    agency,
  };
}
