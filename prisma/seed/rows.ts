import { db } from '#app/db/client.server.ts';
import type { Prisma } from '#app/db/generated/sqlite/client.ts';

/** Rows of simulated histories, gathered and then written table by table. */
export type Rows = {
  progress: Prisma.LessonProgressCreateManyInput[];
  checkAnswers: Prisma.CheckAnswerCreateManyInput[];
  completions: Prisma.CompletionCreateManyInput[];
  attempts: Prisma.AttemptCreateManyInput[];
  responses: Prisma.ResponseCreateManyInput[];
  gradings: Prisma.GradingCreateManyInput[];
};

/** An empty set of rows. */
export function emptyRows(): Rows {
  return {
    progress: [],
    checkAnswers: [],
    completions: [],
    attempts: [],
    responses: [],
    gradings: [],
  };
}

// Below the parameter limits of both databases for the widest of these tables.
const batch = 500;

/** Calls `write` with the list in pieces of a size that both databases take. */
export async function inBatches<T>(
  list: T[],
  write: (piece: T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < list.length; from += batch) await write(list.slice(from, from + batch));
}

/** Writes the rows, parents before children. */
export async function writeRows(rows: Rows): Promise<void> {
  await inBatches(rows.progress, (data) => db.lessonProgress.createMany({ data }));
  await inBatches(rows.checkAnswers, (data) => db.checkAnswer.createMany({ data }));
  await inBatches(rows.completions, (data) => db.completion.createMany({ data }));
  await inBatches(rows.attempts, (data) => db.attempt.createMany({ data }));
  await inBatches(rows.responses, (data) => db.response.createMany({ data }));
  await inBatches(rows.gradings, (data) => db.grading.createMany({ data }));
}
