import type { Actor } from '#app/auth/permissions.ts';
import { withHeldBack } from '#app/features/curriculum/courses/hold-rules.ts';
import type {
  PublishedCourse,
  PublishedModule,
} from '#app/features/curriculum/courses/published-schema.ts';
import {
  getCourse,
  getPractical,
  type PracticalPlace,
} from '#app/features/curriculum/courses/queries.server.ts';
import {
  findDue,
  getOpenAssignment,
} from '#app/features/people/cohorts/assignment-queries.server.ts';
import { teachesCourse } from '#app/features/people/cohorts/queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { listAnchors, type SheetSection, toSheetSections, withoutRating } from './rules.ts';

/** Practicals to read and print, for those who play and for those who rate. Cadets get what the practical says they may see. */

/** A practical ready to be shown. `lessons`: those it practises, by id. */
export type PracticalView = {
  course: Pick<PublishedCourse, 'id' | 'title'>;
  module: Pick<PublishedModule, 'id' | 'number' | 'title'>;
  title: string;
  summary: string;
  minutes: number;
  edition: number;
  contentNotes: string[];
  outline: PracticalPlace['body']['outline'];
  sections: SheetSection[];
  /** What is told in place of the rater's sheets and the rubrics; null where they are shown. */
  unrated: 'after-due' | 'never' | null;
  lessons: Record<string, { id: string; number: string; title: string }>;
};

/** What is shown of a practical, wherever it comes from. */
function toPracticalView(
  { course, module, body }: Pick<PracticalPlace, 'course' | 'module' | 'body'>,
  unrated: PracticalView['unrated'],
): PracticalView {
  const all = toSheetSections(body.blocks);
  const sections = unrated === null ? all : withoutRating(all);
  const { title, summary, minutes, edition, contentNotes } = body.frontmatter;
  const lessons = course.modules.flatMap(withHeldBack);
  return {
    course: { id: course.id, title: course.title },
    module: { id: module.id, number: module.number, title: module.title },
    title,
    summary,
    minutes,
    edition,
    contentNotes,
    outline:
      unrated === null
        ? body.outline
        : body.outline.filter(({ id }) => listAnchors(sections).has(id)),
    sections,
    unrated,
    lessons: Object.fromEntries(
      lessons.map(({ id, number, title: name }) => [id, { id, number, title: name }]),
    ),
  };
}

/** A place before or after, ready for a pager. */
export type Beside = {
  what: string;
  title: string;
  to: 'lesson' | 'quiz' | 'practical';
  id: string;
};

function besideForCadet({ course, module }: PracticalPlace) {
  const last = module.lessons.at(-1);
  const after = course.modules[course.modules.findIndex(({ id }) => id === module.id) + 1];
  const first = after?.lessons[0];
  const lesson = (one: typeof first, word: string): Beside | null =>
    one
      ? { what: `${word}: lesson ${one.number}`, title: one.title, to: 'lesson', id: one.id }
      : null;
  const quiz: Beside | null = module.quiz && {
    what: 'Next: the quiz',
    title: module.quiz.title,
    to: 'quiz',
    id: module.id,
  };
  return { previous: lesson(last, 'Previous'), next: quiz ?? lesson(first, 'Next') };
}

function besideForRater({ course, module }: PracticalPlace) {
  const all = course.modules.filter(({ practical }) => practical !== null);
  const index = all.findIndex(({ id }) => id === module.id);
  const toBeside = (one: PublishedModule | undefined, word: string): Beside | null =>
    one?.practical
      ? {
          what: `${word}: module ${one.number}`,
          title: one.practical.title,
          to: 'practical' as const,
          id: one.id,
        }
      : null;
  return {
    previous: toBeside(all[index - 1], 'Previous'),
    next: toBeside(all[index + 1], 'Next'),
  };
}

/**
 * A module's practical for a cadet.
 * @throws 404 Response when there is none, or its course is not assigned to the actor and open.
 */
export async function getCadetPractical(
  actor: Actor,
  courseId: string,
  moduleId: string,
  now: Date,
) {
  const place = await getPractical(courseId, moduleId);
  await getOpenAssignment(actor, courseId, now);
  const { rubric } = place.body.frontmatter;
  const isShown = rubric === 'before' || (rubric === 'after-due' && (await isPastDue()));
  return { view: toPracticalView(place, isShown ? null : rubric), ...besideForCadet(place) };

  async function isPastDue() {
    const due = await findDue(actor.id, courseId, now);
    return due !== null && due <= now;
  }
}

/**
 * A module's practical for those who teach.
 * @throws 404 Response when there is none, or no cohort of the actor's has its course.
 */
export async function getTaughtPractical(actor: Actor, courseId: string, moduleId: string) {
  const place = await getPractical(courseId, moduleId);
  if (!(await teachesCourse(actor, courseId))) throw notFound();
  return { view: toPracticalView(place, null), ...besideForRater(place) };
}

/**
 * The practicals and surveys of a course, for those who teach it.
 * @throws 404 Response when there is no such course, or no cohort of the actor's has it.
 */
export async function getTaughtSheets(actor: Actor, courseId: string) {
  const course = await getCourse(courseId);
  if (!(await teachesCourse(actor, courseId))) throw notFound();
  return {
    course: { id: course.id, title: course.title },
    practicals: course.modules.flatMap(({ id, number, title, practical }) =>
      practical
        ? [{ module: { id, number, title }, title: practical.title, minutes: practical.minutes }]
        : [],
    ),
    surveys: course.surveys.map(({ id, title, minutes }) => ({ id, title, minutes })),
  };
}
