import { type Actor, canEnter, canSeeAllCohorts } from '#app/auth/permissions.ts';
import { empty, join, raw, readRows, type Sql, sql } from '#app/db/client.server.ts';
import { byCodePoint, jsonAgg } from '#app/db/dialect.server.ts';
import { rowsWithWords } from '#app/db/words-index.server.ts';
import { revisionInForce } from '#app/features/curriculum/courses/in-force-queries.server.ts';
import { listHeldLessons } from '#app/features/curriculum/courses/queries.server.ts';
import {
  hasCourse,
  listAssignments,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { mayTeach, taughtCourseIds } from '#app/features/people/cohorts/queries.server.ts';
import { isOpen } from '#app/features/people/cohorts/rules.ts';
import { readAsked } from '#app/searched-words.ts';
import { toGroup } from './result-rules.ts';
import { listGroups, mostCounted, rowsOfGroup } from './rules.ts';
import type { Found, GroupName, SearchFilter } from './schema.ts';

/**
 * Who looks for what, when. `open`: ids of the courses that are open to them as a cadet; `held`: of the lessons that no
 * cadet gets for now. Each select below has the actor in
 * its WHERE.
 */
type Search = {
  actor: Actor;
  words: readonly string[];
  open: readonly string[];
  held: readonly string[];
  now: Date;
  /** How many rows of a group are read. */
  most: number;
};

/** SQL: whether a column that `toWordColumn` made has a word for each of these, as an index of words would find it. */
const hasWords = (column: Sql, words: readonly string[]): Sql =>
  join(
    words.map((word) => sql`${column} LIKE ${`% ${word}%`}`),
    ' AND ',
  );

/** SQL, in place of a table: the first of these rows `x`, each with its place in the order and how many there are of all. */
const inOrder = (rows: Sql, order: Sql, most: number): Sql => sql`(SELECT z.* FROM (
    SELECT x.*, ROW_NUMBER() OVER (ORDER BY ${order}) AS "at", COUNT(*) OVER () AS "total" FROM (${rows}) x
  ) z WHERE z."at" <= ${most})`;

// Whoever has a common name is found by all of it first. One more than is counted shows that there are more.
function selectPeople({ actor, words, most }: Search): Sql {
  // Not by a look for each of those who are found: a common beginning finds thousands.
  const own = canSeeAllCohorts(actor)
    ? sql`1 = 1`
    : sql`w."id" IN (SELECT e."userId" FROM "Enrollment" e WHERE ${mayTeach(actor, sql`e."cohortId"`)})`;
  const hits = (
    how: 'whole' | 'begun',
    rank: Sql,
  ) => sql`SELECT * FROM (SELECT w."id", ${rank} AS "rank"
    FROM ${rowsWithWords('User', words, how)} w WHERE ${own} LIMIT ${mostCounted + 1}) l`;
  const rows = sql`SELECT u."id", u."name", u."email", u."badgeNumber", u."disabledAt", u."foldedName", h."rank"
    FROM (SELECT b."id", MIN(b."rank") AS "rank"
      FROM (${hits('whole', sql`0`)} UNION ALL ${hits('begun', sql`1`)}) b GROUP BY b."id") h
      JOIN "User" u ON u."id" = h."id"`;
  const cohorts = jsonAgg(
    {
      id: sql`c."id"`,
      name: sql`c."name"`,
      left: sql`CASE WHEN e."withdrawnAt" IS NULL THEN 0 ELSE 1 END`,
    },
    sql`c."startsOn"`,
  );
  const order = sql`x."rank", ${byCodePoint(sql`x."foldedName"`)}, x."id"`;
  const told = tell('id', 'name', 'email', 'badgeNumber', 'disabled', 'cohortsJson');
  return sql`SELECT 'people' AS "name", ${jsonAgg(told)} AS "json" FROM (
    SELECT y.*, CASE WHEN y."disabledAt" IS NULL THEN 0 ELSE 1 END AS "disabled",
      (SELECT ${cohorts} FROM "Enrollment" e JOIN "Cohort" c ON c."id" = e."cohortId"
        WHERE e."userId" = y."id" AND ${mayTeach(actor, sql`c."id"`)}) AS "cohortsJson"
    FROM ${inOrder(rows, order, most)} y) f`;
}

function selectCohorts({ actor, words, most }: Search): Sql {
  const rows = sql`SELECT c."id", c."name", c."startsOn",
      CASE WHEN c."archivedAt" IS NULL THEN 0 ELSE 1 END AS "archived"
    FROM "Cohort" c WHERE ${mayTeach(actor, sql`c."id"`)} AND ${hasWords(sql`c."words"`, words)}`;
  const order = sql`x."archived", x."startsOn" DESC, x."name"`;
  const told = tell('id', 'name', 'startsOn', 'archived');
  return sql`SELECT 'cohorts' AS "name", ${jsonAgg(told)} AS "json" FROM ${inOrder(rows, order, most)} f`;
}

/** SQL: whether the actor may read the lessons of the course of item `i`. */
function mayRead({ actor, open, held }: Search): Sql {
  if (canEnter(actor, 'author')) return sql`1 = 1`;
  const ways: Sql[] = [];
  if (open.length > 0) {
    const got = held.length > 0 ? sql`AND i."contentId" NOT IN (${join([...held])})` : empty;
    ways.push(
      sql`(i."courseId" IN (${join([...open])}) AND ${hasCourse(actor.id, sql`i."courseId"`)} ${got})`,
    );
  }
  if (canEnter(actor, 'teach')) ways.push(sql`i."courseId" IN (${taughtCourseIds(actor)})`);
  return ways.length === 0 ? sql`1 = 0` : sql`(${join(ways, ' OR ')})`;
}

// What has been retired, was replaced or waits for its time is in the table too, and is not found.
function selectPassages(search: Search, kinds: Sql): Sql {
  const { words, now } = search;
  return sql`SELECT p."id", p."anchor", p."position", i."courseId", i."position" AS "lessonAt",
      CASE WHEN ${hasWords(sql`p."headingWords"`, words)} THEN 0 ELSE 1 END AS "rank"
    FROM ${rowsWithWords('LessonPassage', words, 'begun')} w JOIN "LessonPassage" p ON p."id" = w."id"
      JOIN "ContentItem" i ON i."contentId" = p."lessonId" AND p."revisionId" = ${revisionInForce(sql`i`, now)}
    WHERE (i."retiredAt" IS NULL OR i."pendingAt" <= ${now}) AND ${kinds} AND ${mayRead(search)}
    LIMIT ${mostCounted + 1}`;
}

function tellPassages(group: 'lessons' | 'terms', rows: Sql, { most }: Search): Sql {
  const order = sql`x."rank", x."courseId", x."lessonAt", x."position"`;
  const told = tell('kind', 'courseId', 'lessonId', 'lessonAt', 'lessonTitle', 'anchor');
  return sql`SELECT ${raw(`'${group}'`)} AS "name", ${jsonAgg({ ...told, ...tell('heading', 'body') })} AS "json" FROM (
    SELECT y."at", y."total", y."courseId", y."lessonAt", i."title" AS "lessonTitle",
      p."lessonId", p."kind", p."anchor", p."heading", p."body"
    FROM ${inOrder(rows, order, most)} y JOIN "LessonPassage" p ON p."id" = y."id"
      JOIN "ContentItem" i ON i."contentId" = p."lessonId") f`;
}

const selectLessons = (search: Search): Sql =>
  tellPassages('lessons', selectPassages(search, sql`p."kind" <> 'term'`), search);

/** A word that several lessons of a course explain is found once, where it comes first. */
function selectTerms(search: Search): Sql {
  const all = selectPassages(search, sql`p."kind" = 'term'`);
  const first = sql`SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t."courseId", t."anchor" ORDER BY t."lessonAt") AS "nth"
    FROM (${all}) t`;
  return tellPassages('terms', sql`SELECT n.* FROM (${first}) n WHERE n."nth" = 1`, search);
}

function selectNotes({ actor, words, most }: Search): Sql {
  const rows = sql`SELECT r."reflectId", r."body", i."contentId" AS "lessonId", i."courseId",
      i."position" AS "lessonAt", i."title" AS "lessonTitle"
    FROM "Reflection" r JOIN "ContentItem" i ON i."contentId" = r."lessonId"
    WHERE r."userId" = ${actor.id} AND ${hasWords(sql`r."words"`, words)}`;
  const order = sql`x."courseId", x."lessonAt", x."reflectId"`;
  const told = tell('courseId', 'lessonId', 'lessonAt', 'lessonTitle', 'reflectId', 'body');
  return sql`SELECT 'notes' AS "name", ${jsonAgg(told)} AS "json" FROM ${inOrder(rows, order, most)} f`;
}

/** What is told of each row `f`: these columns, its place and how many there are. */
function tell(...names: string[]): Record<string, Sql> {
  return Object.fromEntries([...names, 'at', 'total'].map((name) => [name, raw(`f."${name}"`)]));
}

const selects: Record<GroupName, (search: Search) => Sql> = {
  people: selectPeople,
  cohorts: selectCohorts,
  lessons: selectLessons,
  terms: selectTerms,
  notes: selectNotes,
};

/**
 * Finds what the actor may see: an administrator all people and cohorts, an instructor own cohorts and who is or was in
 * them, an author all lessons, whoever teaches those of the courses taught, a cadet those of the courses that are open to
 * them; everybody their own notes. One statement, after the one by which a cadet has open courses.
 */
export async function search(actor: Actor, filter: SearchFilter, now: Date): Promise<Found> {
  const { words, left } = readAsked(filter.q);
  const may = listGroups(actor);
  const wanted = filter.in ? may.filter((name) => name === filter.in) : may;
  if (words.length === 0 || wanted.length === 0) return { words, left, groups: [] };
  const assignments = canEnter(actor, 'learn') ? await listAssignments(actor, now) : [];
  const open = assignments.filter((one) => isOpen(one, now)).map(({ courseId }) => courseId);
  const held = open.length > 0 ? await listHeldLessons() : [];
  const most = rowsOfGroup(filter);
  const parts = wanted.map((name) => selects[name]({ actor, words, open, held, now, most }));
  const rows = await readRows<{ name: GroupName; json: string }[]>(join(parts, ' UNION ALL '));
  const groups = wanted.map((name) => {
    const json = rows.find((row) => row.name === name)?.json ?? '[]';
    return toGroup(name, json, { actor, words, open });
  });
  return { words, left, groups: groups.filter(({ total }) => total > 0) };
}
