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
