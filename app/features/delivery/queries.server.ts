import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { type Actor, canEnter } from '#app/auth/permissions.ts';
import { env } from '#app/env.server.ts';
import type { PublishedCourse } from '#app/features/curriculum/courses/published-schema.ts';
import {
  getContentRevision,
  getCourse,
  readStoredTexts,
} from '#app/features/curriculum/courses/queries.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { listAssignments } from '#app/features/people/cohorts/assignment-queries.server.ts';
import {
  listTaughtCourses,
  requireTaughtCourse,
} from '#app/features/people/cohorts/reading-queries.server.ts';
import { forbidden, notFound } from '#app/http/errors.ts';
import { paths } from '#app/paths.ts';
import { courseSheets, lessonSheets, rolePlaysPath, sheetPath, zipName } from './rules.ts';
import { type Kit, makeKitTask } from './schema.ts';

/** Delivery kits of published courses, for those who teach them. A kit holds answers. */

/** A course with a kit that the actor may open. */
export type KitCourseLink = { id: string; title: string; summary: string };

/** The courses whose kits the actor may open: those they teach, but for any that they have as a cadet. */
export async function listKitCourses(actor: Actor, now: Date): Promise<KitCourseLink[]> {
  const [taught, own] = await Promise.all([
    listTaughtCourses(actor),
    canEnter(actor, 'learn') ? listAssignments(actor, now) : [],
  ]);
  return taught
    .filter(({ id }) => !own.some(({ courseId }) => courseId === id))
    .map(({ id, title, summary }) => ({ id, title, summary }));
}

/** @throws 404 Response or a redirect where the actor does not teach the course; 403 where they have it as a cadet too. */
async function getKitCourse(actor: Actor, courseId: string, now: Date): Promise<PublishedCourse> {
  const course = await getCourse(courseId);
  const { mayHaveKeys } = await requireTaughtCourse(actor, courseId, paths.course(courseId), now);
  if (!mayHaveKeys)
    throw forbidden(
      'The kit of this course holds answers, and you have the course as a cadet. Ask another instructor for what you need.',
    );
  return course;
}

/** What the page of a kit shows: its files, by module and lesson. */
export type KitView = {
  course: { id: string; title: string; summary: string };
  zip: string;
  sheets: { href: string; label: string }[];
  modules: {
    number: number;
    title: string;
    rolePlays: string | null;
    lessons: {
      id: string;
      number: string;
      title: string;
      sheets: { href: string; label: string }[];
    }[];
  }[];
};

/** The files of a course's kit, as links. Nothing is made for it. @throws as `getKitCourse` */
export async function getKitView(actor: Actor, courseId: string, now: Date): Promise<KitView> {
  const { id, title, summary, modules } = await getKitCourse(actor, courseId, now);
  const link = (path: string) => paths.kitFile(id, path);
  return {
    course: { id, title, summary },
    zip: link(zipName),
    sheets: courseSheets.map(({ path, label }) => ({ href: link(path), label })),
    modules: modules.map(({ number, title: name, lessons, practical }) => ({
      number,
      title: name,
      rolePlays: practical && link(rolePlaysPath(number)),
      lessons: lessons.map((lesson) => ({
        id: lesson.id,
        number: lesson.number,
        title: lesson.title,
        sheets: lessonSheets.map(({ sheet, label }) => ({
          href: link(sheetPath(sheet, lesson.number, lesson.id)),
          label,
        })),
      })),
    })),
  };
}

/** Kits lately asked for, by what they are made of: one is some 5 MB, and takes the workshop seconds. */
const kits = new LRUCache<string, Promise<Kit>>({ max: 2 });

async function makeFor(course: PublishedCourse): Promise<Kit> {
  const { revisionId, modules } = course;
  const ids = modules.flatMap(({ revisionId: own, lessons, practical, quiz }) => [
    own,
    ...lessons.map((lesson) => lesson.revisionId),
    ...[practical, quiz].flatMap((each) => each?.revisionId ?? []),
  ]);
  const texts = await readStoredTexts([revisionId, ...ids]);
  const textOf = (id: string) => {
    const text = texts.get(id);
    if (text === undefined) throw new Error(`The revision ${id} of ${course.id} is gone.`);
    return text;
  };
  return askWorkshop(makeKitTask, {
    revision: await getContentRevision(),
    assetsDir: join(env.DATA_DIR, 'assets'),
    course: textOf(revisionId),
    modules: modules.map(({ number, revisionId: own, lessons, practical, quiz }) => ({
      number,
      module: textOf(own),
      lessons: lessons.map((lesson) => ({
        number: lesson.number,
        lesson: textOf(lesson.revisionId),
      })),
      practical: practical && textOf(practical.revisionId),
      // No kit holds what a quiz counts as right.
      quiz: quiz && { ...textOf(quiz.revisionId), keyJson: null },
    })),
  });
}

/**
 * A file of a course's kit as it is published now.
 * @param path in the kit's folder; `zipName`: all of them
 * @throws as `getKitCourse`; 404 Response where the kit has no such file
 */
export async function getKitFile(
  actor: Actor,
  courseId: string,
  path: string,
  now: Date,
): Promise<{ bytes: Uint8Array; name: string; isZip: boolean }> {
  const course = await getKitCourse(actor, courseId, now);
  const key = `${courseId} ${await getContentRevision()}`;
  let making = kits.get(key);
  if (making === undefined) {
    making = makeFor(course);
    kits.set(key, making);
    making.catch(() => kits.delete(key));
  }
  const kit = await making;
  if (path === zipName) return { bytes: kit.zip, name: `${courseId}-kit.zip`, isZip: true };
  const file = kit.files.find((each) => each.path === path);
  if (file === undefined) throw notFound('The kit has no such file.');
  return { bytes: file.bytes, name: path.split('/').at(-1) ?? path, isZip: false };
}
