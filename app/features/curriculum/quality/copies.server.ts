import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import type { FileQuality, WordRun } from './file.server.ts';
import { createQualityReport } from './report.server.ts';

/** So many words in a row are no accident. */
const runLength = 9;

/** All runs of nine words of a passage, by where they start. Kept as long as the passage is. */
const shingles = new WeakMap<WordRun, string[]>();

function shinglesOf(run: WordRun): string[] {
  const before = shingles.get(run);
  if (before !== undefined) return before;
  const made = Array.from({ length: Math.max(0, run.words.length - runLength + 1) }, (_, index) =>
    run.words.slice(index, index + runLength).join(' '),
  );
  shingles.set(run, made);
  return made;
}

type Spot = { file: string; run: WordRun; index: number };

/**
 * Finds runs of nine or more words that two lessons share (P8), and reports each once, in the later lesson. Sources are
 * not compared: their texts are not stored here.
 * @param lessons in order of the course
 */
export function findCopies(
  lessons: readonly { path: string; quality: FileQuality }[],
): ContentProblem[] {
  const known = new Map<string, Spot>();
  return lessons.flatMap(({ path, quality }) => {
    const report = createQualityReport(path);
    const own: [string, Spot][] = [];
    for (const run of quality.facts.runs) {
      let end = 0;
      for (const [index, words] of shinglesOf(run).entries()) {
        own.push([words, { file: path, run, index }]);
        const other = known.get(words);
        if (other === undefined || index < end) continue;
        let length = runLength;
        while (
          index + length < run.words.length &&
          run.words[index + length] === other.run.words[other.index + length]
        )
          length += 1;
        end = index + length;
        report.found(
          'P8-copied',
          { line: run.lines[index] ?? 1, column: run.columns[index] ?? 1 },
          `${length} words in a row (\`${run.words.slice(index, index + Math.min(length, 12)).join(' ')}${length > 12 ? ' …' : ''}\`) stand in ${other.file}:${other.run.lines[other.index] ?? 1} too, and a reader of both feels it; say it in other words.`,
        );
      }
    }
    for (const [words, spot] of own) if (!known.has(words)) known.set(words, spot);
    return report.problems;
  });
}
