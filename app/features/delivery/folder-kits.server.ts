import { join } from 'node:path';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import {
  type LoadedCourse,
  type LoadedItem,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { canonicalJson, sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { moduleNumberOf, toNumber } from '#app/features/curriculum/courses/position-rules.ts';
import { makeKit } from './make.server.tsx';
import type { KitOrder, StoredText } from './schema.ts';

/** Kits of the courses in a content folder, before anything is published. */

function textOf(item: LoadedItem | undefined): StoredText | null {
  if (!item?.output) return null;
  const { body, key } = item.output;
  return { bodyJson: JSON.stringify(body), keyJson: key && JSON.stringify(key) };
}

/** What a course's kit is made of; null: its own page has errors. Files with errors are left out. */
function toOrder({ items }: LoadedCourse, assetsDir: string): KitOrder | null {
  const course = textOf(items.find(({ kind }) => kind === 'course'));
  if (course === null) return null;
  const ids = items.flatMap(({ id, output }) => (output ? [revisionIdOf(id, output)] : []));
  return {
    revision: sha256(canonicalJson(ids.sort())).slice(0, 8),
    assetsDir,
    course,
    modules: items
      .filter(({ kind }) => kind === 'module')
      .flatMap((item) => {
        const module = textOf(item);
        if (module === null) return [];
        const own = items.filter(({ moduleId }) => moduleId === item.id);
        const one = (kind: LoadedItem['kind']) => textOf(own.find((each) => each.kind === kind));
        const quiz = one('quiz');
        return [
          {
            number: moduleNumberOf(item.position),
            module,
            lessons: own
              .filter(({ kind }) => kind === 'lesson')
              .sort((a, b) => a.position - b.position)
              .flatMap((each) => {
                const lesson = textOf(each);
                return lesson === null ? [] : [{ number: toNumber(each.position), lesson }];
              }),
            practical: one('practical'),
            quiz: quiz && { ...quiz, keyJson: null },
          },
        ];
      }),
  };
}

/**
 * Makes the kits of a folder's courses (`makeFolderKitsTask`).
 * @param given `course`: of this one alone, by its id
 * @returns `broken`: paths of files that have errors and so are in no kit
 */
export async function makeFolderKits(given: {
  contentDir: string;
  dataDir: string;
  course: string | null;
}) {
  const { contentDir, dataDir } = given;
  const { courses } = await loadContent({ contentDir, dataDir });
  const kits = [];
  const broken: string[] = [];
  for (const course of courses) {
    if (course.id === null || (given.course !== null && course.id !== given.course)) continue;
    broken.push(...course.items.flatMap(({ output, path }) => (output === null ? [path] : [])));
    const order = toOrder(course, join(dataDir, 'assets'));
    if (order !== null) kits.push({ course: course.id, kit: await makeKit(order) });
  }
  return { kits, broken };
}
