import type { PublishedLesson } from '#app/features/curriculum/courses/published-schema.ts';
import type { CompletionRule } from './schema.ts';

/**
 * Which edition a completion stands for. It pins the revision that the cadet had open last, whatever is published by then,
 * so that the record can show what was read; minutes and rule are as published when it was written. A later edition
 * neither moves a completion nor takes it back. There is another after a void, under the next sequence when it is at the same
 * revision, and where a course asks for new editions to be read again (`newer-edition-rules.ts`). Pure: no I/O.
 */

/** A lesson that a cadet read. `revisionId`: opened last. `sequence`: of its next completion at that revision. */
export type ReadLesson = {
  userId: string;
  lessonId: string;
  revisionId: string;
  activeSeconds: number;
  sequence: number;
};

/** A completion that can be written. `minutes`: certified. `activeSeconds`: measured. `rule`: the one that was met. */
export type CompletionDraft = ReadLesson & { title: string; minutes: number; rule: CompletionRule };

/** The completion of a lesson that was read, by the lesson and rule as published now. */
export function pinEdition(
  { userId, lessonId, revisionId, activeSeconds, sequence }: ReadLesson,
  { title, minutes }: Pick<PublishedLesson, 'title' | 'minutes'>,
  rule: CompletionRule,
): CompletionDraft {
  return { userId, lessonId, title, revisionId, minutes, activeSeconds, sequence, rule };
}
