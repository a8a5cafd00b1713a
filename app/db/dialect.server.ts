import { type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { env } from '#app/env.server.ts';

/** Everything that raw SQL must say or read differently on SQLite and on PostgreSQL. */

/** The database of this process, by the scheme of DATABASE_URL. */
export const provider = env.DATABASE_URL.startsWith('file:') ? 'sqlite' : 'postgresql';

const isSqlite = provider === 'sqlite';

/** Aggregate: the group's non-null texts joined by commas, in no fixed order; null when there are none. */
export function stringAgg(text: Sql): Sql {
  return isSqlite ? sql`group_concat(${text}, ',')` : sql`string_agg(${text}, ',')`;
}

/** A DateTime column or aggregate as text that `new Date` reads: for joining it with other text in SQL. */
export function instantText(instant: Sql): Sql {
  return isSqlite ? instant : sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
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
