import { z } from 'zod';
import { db, readRows, sql } from '#app/db/client.server.ts';
import type { AnswerKey } from '#app/features/curriculum/items/schema.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { type ChangeClass, changeClassSchema } from './frontmatter-schema.ts';
import { withHeldBack } from './hold-rules.ts';
import type {
  HeldLesson,
  PublishedCourse,
  PublishedLesson,
  PublishedModule,
  PublishedPractical,
  PublishedQuiz,
  PublishedSurvey,
} from './published-schema.ts';
import { readRevisions } from './revision-bodies.server.ts';
import {
  type ContentProblem,
  contentProblemSchema,
  type LessonBody,
  type PracticalBody,
  type QuizBody,
  type SurveyBody,
} from './schema.ts';
import { readSnapshot } from './snapshot.server.ts';
import { heldWords } from './words.ts';

/** A lesson in its place, with what comes before and after it in the course. */
export type LessonPlace = {
  course: PublishedCourse;
  module: PublishedModule;
  lesson: PublishedLesson;
  body: LessonBody;
  previous: PublishedLesson | null;
  next: PublishedLesson | null;
};

export type QuizPlace = { course: PublishedCourse; module: PublishedModule; quiz: PublishedQuiz };

/** A practical in its place, with its body. */
export type PracticalPlace = {
  course: PublishedCourse;
  module: PublishedModule;
  practical: PublishedPractical;
  body: PracticalBody;
};

/** A survey in its course, with its body. */
export type SurveyPlace = { course: PublishedCourse; survey: PublishedSurvey; body: SurveyBody };

/** All published courses, by title. What is returned is shared: do not change it. */
export async function listCourses(): Promise<PublishedCourse[]> {
  const { courses } = await readSnapshot();
  return [...courses].sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** What is in force, as eight letters and digits: the same on every server that has the same. */
export async function getContentRevision(): Promise<string> {
  return (await readSnapshot()).revision;
}

/** A published course by its id, or null. */
export async function findCourse(id: string): Promise<PublishedCourse | null> {
  const { courses } = await readSnapshot();
  return courses.find((course) => course.id === id) ?? null;
}

/**
 * A published course by its id.
 * @throws 404
 */
export async function getCourse(id: string): Promise<PublishedCourse> {
  const course = await findCourse(id);
  if (course === null) throw notFound('There is no course at this address.');
  return course;
}

/** A lesson that no cadet gets for now, in its place; null where there is none of this id, or it is open. */
export async function findHeldLesson(
  courseId: string,
  lessonId: string,
): Promise<{ module: PublishedModule; lesson: HeldLesson } | null> {
  for (const module of (await findCourse(courseId))?.modules ?? []) {
    const lesson = module.heldBack.find(({ id }) => id === lessonId);
    if (lesson !== undefined) return { module, lesson };
  }
  return null;
}

/** The ids of all lessons that no cadet gets for now. */
export async function listHeldLessons(): Promise<string[]> {
  const { courses } = await readSnapshot();
  return courses.flatMap(({ modules }) =>
    modules.flatMap(({ heldBack }) => heldBack.map(({ id }) => id)),
  );
}

/**
 * A published lesson with its body, as cadets have it.
 * @throws 404; 409 when it is held back from them
 */
export async function getLesson(courseId: string, lessonId: string): Promise<LessonPlace> {
  const held = await findHeldLesson(courseId, lessonId);
  if (held !== null) throw conflict(heldWords(held.lesson));
  return placeLesson(await getCourse(courseId), lessonId, ({ lessons }) => lessons);
}

/**
 * A published lesson with its body, held back or not. The caller has checked that the reader teaches it.
 * @throws 404
 */
export async function getTaughtLessonPlace(
  courseId: string,
  lessonId: string,
): Promise<LessonPlace> {
  return placeLesson(await getCourse(courseId), lessonId, withHeldBack);
}

async function placeLesson(
  course: PublishedCourse,
  lessonId: string,
  lessonsOf: (module: PublishedModule) => readonly PublishedLesson[],
): Promise<LessonPlace> {
  const all = course.modules.flatMap((module) =>
    lessonsOf(module).map((lesson) => ({ module, lesson })),
  );
  const index = all.findIndex(({ lesson }) => lesson.id === lessonId);
  const place = all[index];
  if (place === undefined) throw notFound('There is no lesson at this address.');
  const revision = (await readRevisions([place.lesson.revisionId])).get(place.lesson.revisionId);
  if (revision?.kind !== 'lesson') throw notFound('There is no lesson at this address.');
  return {
    ...place,
    course,
    body: revision.body,
    previous: all[index - 1]?.lesson ?? null,
    next: all[index + 1]?.lesson ?? null,
  };
}

/**
 * A lesson as it was at a revision.
 * @throws 404
 */
export async function getLessonRevision(revisionId: string): Promise<LessonBody> {
  const revision = (await readRevisions([revisionId])).get(revisionId);
  if (revision?.kind !== 'lesson') throw notFound();
  return revision.body;
}

/** An edition of a lesson as it was last in force. */
export type PastEdition = { revisionId: string; edition: number; change: ChangeClass | null };

/** The editions of a lesson that were in force until now, the newest first; one that waits for its day is not. */
export async function listEditions(lessonId: string, now: Date): Promise<PastEdition[]> {
  const releases = await db.release.findMany({
    where: { contentId: lessonId, at: { lte: now } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { revision: { select: { id: true, edition: true, change: true } } },
  });
  const found = new Map<number, PastEdition>();
  for (const { revision } of releases) {
    const { id: revisionId, edition } = revision;
    const change = changeClassSchema.safeParse(revision.change).data ?? null;
    if (!found.has(edition)) found.set(edition, { revisionId, edition, change });
  }
  return [...found.values()].sort((a, b) => b.edition - a.edition);
}

/**
 * The quiz of a module.
 * @throws 404
 */
export async function getModuleQuiz(courseId: string, moduleId: string): Promise<QuizPlace> {
  const course = await getCourse(courseId);
  const module = course.modules.find(({ id }) => id === moduleId);
  const quiz = module?.quiz ?? null;
  if (module === undefined || quiz === null) throw notFound('There is no quiz at this address.');
  return { course, module, quiz };
}

/** Where a quiz stands now, or null if it is not published (any more). */
export async function findQuizPlace(quizId: string): Promise<QuizPlace | null> {
  const { courses } = await readSnapshot();
  for (const course of courses) {
    for (const module of course.modules) {
      if (module.quiz?.id === quizId) return { course, module, quiz: module.quiz };
    }
  }
  return null;
}

/**
 * A quiz as it was at a revision, with its key. Server only: the key must not leave it before its release.
 * @throws 404
 */
export async function getQuizRevision(
  revisionId: string,
): Promise<{ body: QuizBody; key: AnswerKey }> {
  const revision = (await readRevisions([revisionId])).get(revisionId);
  if (revision?.kind !== 'quiz') throw notFound();
  return { body: revision.body, key: revision.key };
}

/**
 * The key of a lesson's checks at a revision. Server only.
 * @throws 404
 */
export async function getLessonKey(revisionId: string): Promise<AnswerKey> {
  const revision = (await readRevisions([revisionId])).get(revisionId);
  if (revision?.kind !== 'lesson') throw notFound();
  return revision.key;
}

/**
 * Revisions as they are stored, by id, for the workshop to read: their bodies and keys as JSON. Server only. Those that
 * do not exist are absent.
 */
export async function readStoredTexts(
  ids: readonly string[],
): Promise<Map<string, { bodyJson: string; keyJson: string | null }>> {
  const rows = await db.contentRevision.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, bodyJson: true, keyJson: true },
  });
  return new Map(rows.map(({ id, bodyJson, keyJson }) => [id, { bodyJson, keyJson }]));
}

/**
 * The practical of a module, with its body.
 * @throws 404
 */
export async function getPractical(courseId: string, moduleId: string): Promise<PracticalPlace> {
  const course = await getCourse(courseId);
  const module = course.modules.find(({ id }) => id === moduleId);
  const practical = module?.practical ?? null;
  if (module === undefined || practical === null)
    throw notFound('There is no practical at this address.');
  const revision = (await readRevisions([practical.revisionId])).get(practical.revisionId);
  if (revision?.kind !== 'practical') throw notFound('There is no practical at this address.');
  return { course, module, practical, body: revision.body };
}

/**
 * A survey of a course, with its body.
 * @throws 404
 */
export async function getSurvey(courseId: string, surveyId: string): Promise<SurveyPlace> {
  const course = await getCourse(courseId);
  const survey = course.surveys.find(({ id }) => id === surveyId);
  if (survey === undefined) throw notFound('There is no survey at this address.');
  const revision = (await readRevisions([survey.revisionId])).get(survey.revisionId);
  if (revision?.kind !== 'survey') throw notFound('There is no survey at this address.');
  return { course, survey, body: revision.body };
}

/** What the last sync found wrong. */
export async function listContentProblems(): Promise<ContentProblem[]> {
  const sync = await db.contentSync.findFirst({
    orderBy: { id: 'desc' },
    select: { problemsJson: true },
  });
  return sync === null ? [] : z.array(contentProblemSchema).parse(JSON.parse(sync.problemsJson));
}

/**
 * Ids of the courses with a page that shows a file of the site, in an edition of now or of before.
 * @param file its name, which `storedName` matches
 */
export async function listCoursesOfFile(file: string): Promise<string[]> {
  const rows = await readRows<{ courseId: string }[]>(sql`
    SELECT DISTINCT i."courseId" FROM "ContentItem" i
      JOIN "ContentRevision" r ON r."contentId" = i."contentId"
    WHERE r."bodyJson" LIKE ${`%/files/${file}%`}`);
  return rows.map(({ courseId }) => courseId);
}
