import { empty, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
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
 * For the end of a SELECT: keeps the rows of the table with this alias from changing until the transaction, or the
 * statement on its own, has ended. SQLite needs no such words: it has one writer at a time.
 */
export function lockShared(alias: string): Sql {
  return isSqlite ? empty : raw(`FOR SHARE OF "${alias}"`);
}

/**
 * Raw SQL answers a plain column with its own type on both: Date, boolean, number, string. An expression (COUNT, MAX,
 * COALESCE, CASE, a comparison) has no declared type on SQLite: a date comes as ISO text, a boolean as 0n or 1n, a whole
 * number as bigint; on PostgreSQL COUNT and SUM come as bigint. These three undo that.
 */
type RawDate = Date | string;
type RawNumber = number | bigint | string;

/** The Date of a raw column or expression; null stays null. */
export function toDate(value: RawDate): Date;
export function toDate(value: RawDate | null): Date | null;
export function toDate(value: RawDate | null): Date | null {
  return value === null || value instanceof Date ? value : new Date(value);
}

/** The number of a raw column or expression; null stays null. */
export function toNumber(value: RawNumber): number;
export function toNumber(value: RawNumber | null): number | null;
export function toNumber(value: RawNumber | null): number | null {
  return value === null ? null : Number(value);
}

/** The boolean of a raw column or expression; null stays null. */
export function toBoolean(value: boolean | RawNumber): boolean;
export function toBoolean(value: boolean | RawNumber | null): boolean | null;
export function toBoolean(value: boolean | RawNumber | null): boolean | null {
  return value === null ? null : Boolean(Number(value));
}
