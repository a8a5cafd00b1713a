import {
  getCourse,
  getLessonKey,
  getQuizRevision,
} from '#app/features/curriculum/queries.server.ts';
import type { Curriculum } from './history.ts';

/** Loads a published course with the keys that simulated cadets are graded by. */
export async function loadCurriculum(courseId: string): Promise<Curriculum> {
  const course = await getCourse(courseId);
  const quizzes: Curriculum['quizzes'] = new Map();
  const checkKeys: Curriculum['checkKeys'] = new Map();
  for (const { quiz, lessons } of course.modules) {
    if (quiz) quizzes.set(quiz.revisionId, await getQuizRevision(quiz.revisionId));
    for (const { revisionId } of lessons) checkKeys.set(revisionId, await getLessonKey(revisionId));
  }
  return { course, quizzes, checkKeys };
}
