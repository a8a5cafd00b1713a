import { empty, join, raw, Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { env } from '#app/env.server.ts';

/** Everything that raw SQL must say or read differently on SQLite and on PostgreSQL. */

/** The database of this process, by the scheme of DATABASE_URL. */
export const provider = env.DATABASE_URL.startsWith('file:') ? 'sqlite' : 'postgresql';

const isSqlite = provider === 'sqlite';

/** Aggregate: the group's non-null texts joined by commas, in no fixed order; null when there are none. */
export function stringAgg(text: Sql): Sql {
  return isSqlite ? sql`group_concat(${text}, ',')` : sql`string_agg(${text}, ',')`;
}

/** A text to sort by in the order of its code points, whatever order the database was made with. */
export function byCodePoint(text: Sql): Sql {
  return isSqlite ? text : sql`${text} COLLATE "C"`;
}

/** What one row of an aggregate becomes: a value; a list, `[a, b]`; or an object with these keys. */
export type JsonRow = Sql | readonly Sql[] | Readonly<Record<string, Sql>>;

/**
 * Aggregate: the rows of the group as one JSON list in text, '[]' when there are none. Numbers, texts and nulls come as
 * themselves; a boolean as 0 or 1 on SQLite; an instant only as `instantText` makes it. Parse it with Zod.
 * @param by a text that the rows are sorted by, in the order of its code points; without it they come in no fixed order
 */
export function jsonAgg(row: JsonRow, by?: Sql): Sql {
  const value = toJson(row);
  const order = by ? sql` ORDER BY ${byCodePoint(by)}` : empty;
  if (isSqlite) return sql`json_group_array(${value}${order})`;
  return sql`COALESCE(CAST(json_agg(${value}${order}) AS TEXT), '[]')`;
}

function toJson(row: JsonRow): Sql {
  if (row instanceof Sql) return row;
  if (isList(row)) return sql`${raw(isSqlite ? 'json_array' : 'json_build_array')}(${join(row)})`;
  const pairs = Object.entries(row).map(([key, value]) => sql`${raw(`'${key}'`)}, ${value}`);
  return sql`${raw(isSqlite ? 'json_object' : 'json_build_object')}(${join(pairs)})`;
}

const isList = (row: JsonRow): row is readonly Sql[] => Array.isArray(row);

/** A DateTime column or aggregate as text that `new Date` reads: for joining it with other text in SQL. */
export function instantText(instant: Sql): Sql {
  return isSqlite ? instant : sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * An instant by the clock of the database, so many seconds from when the statement runs: for what several servers must
 * agree on, whose own clocks may differ. Compares with DateTime columns, and can be stored in one.
 */
export function databaseTime(seconds = 0): Sql {
  return isSqlite
    ? sql`strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', ${`${seconds} seconds`})`
    : sql`(clock_timestamp() AT TIME ZONE 'UTC' + make_interval(secs => ${seconds}))`;
}

/**
 * Raw SQL answers a plain column with its own type on both: Date, boolean, number, string. An expression (COUNT, MAX,
 * COALESCE, CASE, a comparison) has no declared type on SQLite: a date comes as ISO text, a boolean as 0n or 1n, a whole
 * number as bigint; on PostgreSQL COUNT and SUM come as bigint. These three undo that.
 */
type RawDate = Date | string;
type RawNumber = number | bigint | string;

/** The Date of a raw column or expression; null stays null. */
export function toDate<V extends RawDate | null>(value: V): Date | Extract<V, null> {
  const date = value === null || value instanceof Date ? value : new Date(value);
  return date as Date | Extract<V, null>;
}

/** The number of a raw column or expression; null stays null. */
export function toNumber<V extends RawNumber | null>(value: V): number | Extract<V, null> {
  return (value === null ? null : Number(value)) as number | Extract<V, null>;
}

/** The boolean of a raw column or expression; null stays null. */
export function toBoolean<V extends boolean | RawNumber | null>(
  value: V,
): boolean | Extract<V, null> {
  return (value === null ? null : Boolean(Number(value))) as boolean | Extract<V, null>;
}
