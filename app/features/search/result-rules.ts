import { type Actor, canEnter } from '#app/auth/permissions.ts';
import { toNumber } from '#app/features/curriculum/courses/position-rules.ts';
import { paths } from '#app/paths.ts';
import { markWords, type Piece, toSnippet } from '#app/searched-words.ts';
import { formatDate } from '#app/words/dates.ts';
import { mostCounted } from './rules.ts';
import {
  type FoundCohort,
  type FoundNote,
  type FoundPassage,
  type FoundPerson,
  foundSchemas,
  type Group,
  type GroupName,
  type Result,
} from './schema.ts';

/** What a page shows of what was found, and where it leads. Pure: no I/O here. */

/** For whom. `open`: ids of the courses that are open to them as a cadet. */
type For = { actor: Pick<Actor, 'roles'>; words: readonly string[]; open: readonly string[] };

const plain = (text: string): Piece[] => (text === '' ? [] : [{ text, hit: false }]);

/** Pieces one after the other, with a dot between them. */
const listed = (...parts: Piece[][]): Piece[] =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [{ text: ' · ', hit: false }, ...part]));

function toPerson(person: FoundPerson, { actor, words }: For): Result {
  const { id, name, email, badgeNumber, disabled, cohortsJson: cohorts } = person;
  const current = cohorts.filter(({ left }) => left === 0);
  const last = current.at(-1) ?? cohorts.at(-1);
  const href = canEnter(actor, 'admin') ? paths.adminPerson(id) : last && paths.cadet(last.id, id);
  const inCohorts = current.map((cohort) => cohort.name).join(', ');
  const wasIn = last && current.length === 0 ? `left ${last.name}` : '';
  return {
    key: id,
    href: href ?? null,
    title: markWords(name, words),
    place: listed(
      email === null ? [] : markWords(email, words),
      badgeNumber === null ? [] : [...plain('badge '), ...markWords(badgeNumber, words)],
      plain(inCohorts || wasIn),
      plain(disabled === 1 ? 'account disabled' : ''),
    ),
    text: [],
  };
}

function toCohort({ id, name, startsOn, archived }: FoundCohort, { actor, words }: For): Result {
  return {
    key: id,
    href: canEnter(actor, 'admin') ? paths.adminCohort(id) : paths.cohort(id),
    title: markWords(name, words),
    place: plain(`${archived === 1 ? 'archived, ' : ''}starts ${formatDate(startsOn)}`),
    text: [],
  };
}

type InLesson = Pick<FoundPassage, 'courseId' | 'lessonId' | 'lessonAt' | 'lessonTitle'>;

/** Where who searches reads a lesson: as a cadet who has it, as a teacher, or as an author. */
function toLessonHref({ courseId, lessonId }: InLesson, anchor: string, { actor, open }: For) {
  if (open.includes(courseId)) return paths.lesson(courseId, lessonId, anchor);
  if (canEnter(actor, 'teach')) return paths.taughtLesson(courseId, lessonId, {}, anchor);
  return canEnter(actor, 'author') ? paths.preview(`${courseId}/${lessonId}`) : null;
}

const lessonName = ({ lessonAt, lessonTitle }: InLesson) => `${toNumber(lessonAt)} ${lessonTitle}`;

function toPassage(passage: FoundPassage, search: For): Result {
  const { kind, lessonId, anchor, heading, body } = passage;
  const { words } = search;
  return {
    key: `${lessonId} ${anchor}`,
    href: toLessonHref(passage, anchor, search),
    title: markWords(kind === 'lesson' ? lessonName(passage) : heading, words),
    place: plain(kind === 'lesson' ? '' : `Lesson ${lessonName(passage)}`),
    text: toSnippet(body, words),
  };
}

function toNote(note: FoundNote, search: For): Result {
  const { lessonId, courseId, reflectId, body } = note;
  const isThere = search.open.includes(courseId);
  return {
    key: `${lessonId} ${reflectId}`,
    href: isThere ? toLessonHref(note, `reflect-${reflectId}`, search) : null,
    title: plain(`Your note in ${lessonName(note)}`),
    place: plain(isThere ? '' : 'its course is not open to you now'),
    text: toSnippet(body, search.words),
  };
}

function toResults(
  name: GroupName,
  json: string,
  search: For,
): { total: number; results: Result[] } {
  const rows: unknown = JSON.parse(json);
  const toAll = <Row extends { at: number; total: number }>(
    found: Row[],
    toResult: (row: Row, search: For) => Result,
  ) => ({
    total: Math.min(found[0]?.total ?? 0, mostCounted + 1),
    results: found.toSorted((a, b) => a.at - b.at).map((row) => toResult(row, search)),
  });
  switch (name) {
    case 'people':
      return toAll(foundSchemas.people.parse(rows), toPerson);
    case 'cohorts':
      return toAll(foundSchemas.cohorts.parse(rows), toCohort);
    case 'lessons':
      return toAll(foundSchemas.lessons.parse(rows), toPassage);
    case 'terms':
      return toAll(foundSchemas.terms.parse(rows), toPassage);
    case 'notes':
      return toAll(foundSchemas.notes.parse(rows), toNote);
  }
}

/** A group of results. @param json its rows, as the statement gives them */
export function toGroup(name: GroupName, json: string, search: For): Group {
  return { name, ...toResults(name, json, search) };
}
