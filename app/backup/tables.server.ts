/**
 * Tables and rows in a form that both databases give alike: what one wrote down, the other reads. The catalog of the
 * database says what there is, not today's schema, so that a database of any version can be backed up and restored.
 */

/** What a column holds. An instant is text as `toISOString` writes it. */
export type Kind = 'text' | 'integer' | 'real' | 'boolean' | 'instant';

type Column = { name: string; kind: Kind };

/** A row by its columns. */
export type Row = Record<string, string | number | boolean | null>;

/** `columns` in the order of their names; `key` those of the primary key; `pointsAt` the tables of its foreign keys. */
export type Table = {
  name: string;
  columns: readonly Column[];
  key: readonly string[];
  pointsAt: readonly string[];
};

/**
 * Tables whose rows end with the database: sessions, so that nobody who signed out or was shut out is back with a restore,
 * failed tries at the sign-in of the last quarter of an hour, what running servers hold, and mail that would leave twice.
 * And what searches look in, since the rows that it is made of bring it with them, or the next start makes it.
 */
const leftOut = ['Session', 'SignInTry', 'Lease', 'OutboxMessage', 'PersonWords', 'LessonPassage'];

/** What the catalog of a database says of one column of a table. */
export type CatalogColumn = { table: string; column: string; type: string; keyPosition: number };

/** What it says of one foreign key. */
export type CatalogReference = { table: string; target: string };

/**
 * The tables that a backup has, those first that others point at.
 * @param kinds by the database's own names of its types
 * @throws Error when a column has a type that has no kind yet, and when tables point at each other in a circle
 */
export function toTables(
  columns: readonly CatalogColumn[],
  references: readonly CatalogReference[],
  kinds: Readonly<Record<string, Kind>>,
): Table[] {
  const names = [...new Set(columns.map(({ table }) => table))].sort();
  const tables = names
    .filter((name) => name !== '_prisma_migrations' && !leftOut.includes(name))
    .map((name): Table => {
      const own = columns.filter(({ table }) => table === name);
      return {
        name,
        columns: own
          .map(({ column, type }) => ({ name: column, kind: toKind(kinds, type, name, column) }))
          .sort((one, other) => (one.name < other.name ? -1 : 1)),
        key: own
          .filter(({ keyPosition }) => keyPosition > 0)
          .sort((one, other) => one.keyPosition - other.keyPosition)
          .map(({ column }) => column),
        pointsAt: references.filter(({ table }) => table === name).map(({ target }) => target),
      };
    });
  return inOrder(tables);
}

function toKind(
  kinds: Readonly<Record<string, Kind>>,
  type: string,
  table: string,
  column: string,
): Kind {
  const kind = kinds[type];
  if (kind) return kind;
  throw new Error(
    `Backups have no form for ${type}, the type of ${table}.${column}: give it one in app/backup/tables.server.ts.`,
  );
}

function inOrder(tables: readonly Table[]): Table[] {
  const sorted: Table[] = [];
  for (let waiting = [...tables]; waiting.length > 0; ) {
    const isFree = ({ pointsAt }: Table) =>
      pointsAt.every((target) => waiting.every(({ name }) => name !== target));
    const next = waiting.find(isFree);
    if (!next)
      throw new Error(
        `These tables point at each other, so that none can be filled first: ${waiting.map(({ name }) => name).join(', ')}.`,
      );
    sorted.push(next);
    waiting = waiting.filter((table) => table !== next);
  }
  return sorted;
}

/** A row as one line of JSON, the same on both databases. */
export function toLine({ columns }: Table, row: Row): string {
  return `${JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name]])))}\n`;
}

/** The rows of some lines. */
export function toRows(lines: string): Row[] {
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line): Row => JSON.parse(line));
}
