import { db, type Tx } from '#app/db/client.server.ts';
import { chooseByNumber, listSpellings, toSignInName } from './sign-in-name-rules.ts';

/** Whose account a name means that somebody signs in by. */

const withNumbers = {
  include: { roles: true, externalIds: { where: { system: 'employee' } } },
} as const;

type Row = { badgeNumber: string | null; agency: string | null; externalIds: { value: string }[] };

const toNumbered = <Of extends Row>(row: Of) => ({
  ...row,
  employeeNumber: row.externalIds[0]?.value ?? null,
});

function listNumbered(numbers: readonly string[], client: Pick<Tx, 'user'>) {
  const value = { in: [...numbers] };
  return client.user.findMany({
    where: {
      disabledAt: null,
      OR: [{ badgeNumber: value }, { externalIds: { some: { system: 'employee', value } } }],
    },
    ...withNumbers,
  });
}

/**
 * The account that an address or a number means, as `toSignInNameSchema` gives it, with its roles; null when there is none,
 * or several have the number. A number of a disabled account may be somebody else's by now, and means nobody.
 */
export async function findByName(name: string, client: Pick<Tx, 'user'> = db) {
  if (name.includes('@'))
    return client.user.findUnique({ where: { email: name }, include: { roles: true } });
  const people = await listNumbered(listSpellings(name), client);
  return chooseByNumber(name, people.map(toNumbered));
}

const atOnce = 500;

/** What each of these accounts signs in with, by id; those who have nothing of the kind are left out. */
export async function listSignInNames(userIds: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let from = 0; from < userIds.length; from += atOnce) {
    const ids = userIds.slice(from, from + atOnce);
    const rows = await db.user.findMany({ where: { id: { in: ids } }, ...withNumbers });
    const wanted = rows.map(toNumbered);
    const numbers = wanted.flatMap(({ badgeNumber, employeeNumber }) =>
      [badgeNumber, employeeNumber].filter((number) => number !== null),
    );
    const others = (await listNumbered(numbers, db)).map(toNumbered);
    const own = new Set(ids);
    const people = [...wanted, ...others.filter(({ id }) => !own.has(id))];
    for (const person of wanted) {
      const name = toSignInName(person, people);
      if (name !== null) names.set(person.id, name);
    }
  }
  return names;
}
