import type { Actor } from '#app/auth/permissions.ts';
import { notFound } from '#app/http/errors.ts';
import { toFileNamePart } from '#app/words/csv.ts';
import { toCsvHead, toCsvRow } from './grid-csv-rules.ts';
import { type CohortProgress, getCohortGrid } from './grid-queries.server.ts';

/**
 * The grid of a cohort as a file: read before anything is sent, so that a failure is an error and never a file cut short;
 * then written and sent by the chunk as fast as the reader takes it.
 */

const cadetsPerChunk = 100;

// Excel reads a CSV without it in the machine's old code page and garbles names; everything else takes or skips it.
const byteOrderMark = '\uFEFF';

function createBody({ grid, schedule }: CohortProgress): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let from = 0;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(byteOrderMark + toCsvHead(grid)));
    },
    pull(controller) {
      const chunk = grid.rows.slice(from, from + cadetsPerChunk);
      from += cadetsPerChunk;
      if (chunk.length === 0) return controller.close();
      const lines = chunk.map((row) => toCsvRow(row, schedule));
      controller.enqueue(encoder.encode(lines.join('')));
    },
  });
}

/**
 * The progress of a cohort of the actor's in a course as CSV in UTF-8 with a byte order mark: a line a cadet who has not
 * withdrawn, by name. Days are local to the assignment; a completion or attempt that was voided does not count.
 * @param courseId which of the cohort's courses; the first published one when null
 * @throws 404 when there is no such cohort, it is not the actor's, or no such course is assigned and published
 */
export async function openGridCsv(
  actor: Actor,
  cohortId: string,
  courseId: string | null,
  now: Date,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const { cohort, progress } = await getCohortGrid(actor, cohortId, courseId, now);
  if (!progress) throw notFound('This cohort has no published course to export.');
  const { course, schedule } = progress;
  return {
    fileName: `${toFileNamePart(cohort.name)}_${course.id}_${schedule.today}.csv`,
    body: createBody(progress),
  };
}
