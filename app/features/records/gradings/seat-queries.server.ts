import { findQuizPlace } from '#app/features/curriculum/courses/queries.server.ts';
import type { QuizSeat } from './history-rules.ts';
import { getCourseId } from './place-queries.server.ts';

/** Where quizzes sit in the curriculum, as far as what follows from a grading is concerned. */

/** The lessons that wait for a pass of a quiz: none where it is not required, or practice. */
export async function listWaitingLessons(quizId: string): Promise<string[]> {
  const place = await findQuizPlace(quizId);
  if (!place?.module.requiresQuiz || place.quiz.policy.practice) return [];
  return place.module.lessons.map(({ id }) => id);
}

/** Where the attempts at a quiz belong. Not inside a transaction. @throws 404 when there is no such quiz. */
export async function readSeat(quizId: string): Promise<QuizSeat> {
  const [courseId, lessonIds] = await Promise.all([
    getCourseId(quizId),
    listWaitingLessons(quizId),
  ]);
  return { quizId, courseId, lessonIds };
}
