import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';

/** A place in a text file, 1-based as editors count. */
export type Place = { line: number; column: number };

/** The first character of a file: where problems of the whole file are shown. */
export const fileStart: Place = { line: 1, column: 1 };

/** Anything with a position as unist has it (mdast nodes, vfile messages). */
type Positioned = { position?: { start: Place } | undefined };

/** Where a Markdown node starts. */
export function placeOf(node: Positioned): Place {
  const start = node.position?.start;
  return start === undefined ? fileStart : { line: start.line, column: start.column };
}

/** Collects what is wrong in one file. `rule` is a short stable name, as `unknown-source`. */
export type Report = {
  readonly file: string;
  readonly problems: ContentProblem[];
  error(rule: string, place: Place, message: string): void;
  warning(rule: string, place: Place, message: string): void;
  hasErrors(): boolean;
};

/** An empty report for a file; `file` is the path shown to authors, relative to the content folder. */
export function createReport(file: string): Report {
  const problems: ContentProblem[] = [];
  const known = new Set<string>();
  const add = (level: ContentProblem['level'], rule: string, place: Place, message: string) => {
    const { line, column } = place;
    const key = `${line}:${column} ${rule} ${message}`;
    if (!known.has(key)) problems.push({ file, line, column, rule, level, message });
    known.add(key);
  };
  return {
    file,
    problems,
    error: (rule, place, message) => add('error', rule, place, message),
    warning: (rule, place, message) => add('warning', rule, place, message),
    hasErrors: () => problems.some((problem) => problem.level === 'error'),
  };
}

/** Problems in the order an author works through them, by file and then by place; each once. */
export function sortProblems(problems: readonly ContentProblem[]): ContentProblem[] {
  const once = new Map(problems.map((problem) => [toProblemLine(problem), problem]));
  return [...once.values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file, 'en') ||
      a.line - b.line ||
      a.column - b.column ||
      a.rule.localeCompare(b.rule, 'en') ||
      a.message.localeCompare(b.message, 'en'),
  );
}

/** One line as editors and terminals make it clickable: `file:line:column level rule message`. */
export function toProblemLine(problem: ContentProblem): string {
  const { file, line, column, level, rule, message } = problem;
  return `${file}:${line}:${column} ${level} ${rule} ${message}`;
}
