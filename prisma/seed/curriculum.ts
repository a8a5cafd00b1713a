import {
  getCourse,
  getLesson,
  getLessonKey,
  getQuizRevision,
} from '#app/features/curriculum/courses/queries.server.ts';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import type { Curriculum } from './history.ts';

/** Loads a published course with the keys that simulated cadets are graded by. */
export async function loadCurriculum(courseId: string): Promise<Curriculum> {
  const course = await getCourse(courseId);
  const quizzes: Curriculum['quizzes'] = new Map();
  const checks: Curriculum['checks'] = new Map();
  for (const { quiz, lessons } of course.modules) {
    if (quiz) quizzes.set(quiz.revisionId, await getQuizRevision(quiz.revisionId));
    for (const { id, revisionId } of lessons) {
      const { body } = await getLesson(courseId, id);
      const items = body.blocks.flatMap((block): [string, Item][] =>
        block.type === 'check' ? [[block.item.id, block.item]] : [],
      );
      checks.set(revisionId, { items: new Map(items), key: await getLessonKey(revisionId) });
    }
  }
  return { course, quizzes, checks };
}
