import { raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { provider } from './dialect.server.ts';

/**
 * The indexes of words: FTS5 on SQLite, with a table of its own for people, kept by triggers; GIN on PostgreSQL. The
 * migration `words_for_search` makes them.
 */

/** What has an index of words: people by name, address and badge number; passages by heading and body. */
export type WordsTable = 'User' | 'LessonPassage';

const sqliteRows: Record<WordsTable, Sql> = {
  User: raw(`SELECT p."userId" AS "id" FROM "PersonWords_search" JOIN "PersonWords" p
    ON p."id" = "PersonWords_search"."rowid" WHERE "PersonWords_search"`),
  LessonPassage: raw(
    'SELECT "rowid" AS "id" FROM "LessonPassage_search" WHERE "LessonPassage_search"',
  ),
};

// As the indexes have them, word by word: another expression would not be looked up in them.
const postgresqlTexts: Record<WordsTable, string> = {
  User: `left(translate("foldedName" || ' ' || COALESCE("email", '') || ' ' || lower(COALESCE("badgeNumber", '')),
    '!"#$%&''()*+,-./:<=>?@[\\]^_\`{|}~·•،“”„«»…', repeat(' ', 50)), 500)`,
  LessonPassage: '"words"',
};

/**
 * SQL, in place of a table: the ids (column `id`) of the rows in which all these words stand.
 * @param words letters and digits only, as `readAsked` has them: a quote would be one of the query
 * @param how as `whole` words, or as those that words are `begun` with
 */
export function rowsWithWords(
  table: WordsTable,
  words: readonly string[],
  how: 'whole' | 'begun',
): Sql {
  if (provider === 'sqlite') {
    const query = words.map((word) => `"${word}"${how === 'begun' ? '*' : ''}`).join(' AND ');
    return sql`(${sqliteRows[table]} MATCH ${query})`;
  }
  const query = words.map((word) => `'${word}'${how === 'begun' ? ':*' : ''}`).join(' & ');
  const found = raw(
    `array_to_tsvector(array_remove(string_to_array(${postgresqlTexts[table]}, ' '), ''))`,
  );
  return sql`(SELECT "id" FROM ${raw(`"${table}"`)} WHERE ${found} @@ CAST(${query} AS tsquery))`;
}
