import type { ContentFile } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  findShortage,
  partName,
  toDrawCount,
} from '#app/features/curriculum/courses/quiz-rules.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import type { ItemTrait } from './file.server.ts';
import { placeOfHead } from './objectives.server.ts';
import type { QualityReport } from './report.server.ts';

/** How many times what an attempt draws a pool should hold. */
const wanted = 2.5;

/**
 * Checks whether a quiz that draws its questions has enough of them: for an attempt without a question of the one
 * before, and for a third attempt that is not the first again.
 */
export function checkPool(
  file: ContentFile & { kind: 'quiz' },
  pool: readonly ItemTrait[],
  report: QualityReport,
): void {
  const policy = file.head.frontmatter;
  if (policy === null || policy.attempts === 1 || policy.practice) return;
  const { blueprint } = policy;
  const count = toDrawCount(policy);
  const scored = pool.filter(isScored).length;
  // An attempt that has every question is the author's choice, and nothing is drawn.
  if (count === null || count >= scored) return;
  const place = placeOfHead(file, blueprint === null ? 'draw' : 'blueprint');
  const twice = blueprint?.map((line) => ({ ...line, items: line.items * 2 })) ?? [];
  const short = findShortage(twice, pool);
  if (short !== null || scored < count * 2) {
    const part = short === null ? '' : ` with the ${partName(short.line).join(' `')}\``;
    report.found(
      'P10-pool-again',
      short === null ? place : placeOfHead(file, 'blueprint', short.index),
      `there are too few questions${part} for an attempt that has none of the one before; write as many again as an attempt draws.`,
    );
  } else if (scored < Math.ceil(count * wanted)) {
    report.found(
      'P10-pool',
      place,
      `the pool holds ${scored} questions for ${count} in an attempt, ${(scored / count).toFixed(1)} times as many, so a third attempt repeats most of the first; ${Math.ceil(count * wanted)} would be two and a half times.`,
    );
  }
}
