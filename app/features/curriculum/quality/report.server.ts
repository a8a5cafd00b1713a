import {
  createReport,
  type Place,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { type QualityRule, qualityCatalog } from './catalog.server.ts';

/** Collects what the quality check finds in one file; the level comes from the catalog. */
export type QualityReport = {
  readonly file: string;
  readonly problems: ContentProblem[];
  found(rule: QualityRule, place: Place, message: string): void;
};

/** An empty report for a file; `file` is the path shown to authors. */
export function createQualityReport(file: string): QualityReport {
  const report = createReport(file);
  return {
    file,
    problems: report.problems,
    found: (rule, { line, column }, message) =>
      report[qualityCatalog[rule].level](rule, { line, column }, message),
  };
}

/** A number of things in words, as '1 word' and '1,700 words'. */
export function countOf(number: number, word: string): string {
  return `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`;
}

/** A text cut to what fits into a message, in straight quotes of its own kind. */
export function excerptOf(text: string, most = 48): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return `\`${flat.length > most ? `${flat.slice(0, most - 1).trimEnd()}…` : flat}\``;
}
