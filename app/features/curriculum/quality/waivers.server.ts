import {
  createReport,
  fileStart,
  type Place,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import { readTextFile } from '#app/features/curriculum/compiler/files/text-file.server.ts';
import { checkYaml } from '#app/features/curriculum/compiler/files/yaml-schema.server.ts';
import { parseYamlText } from '#app/features/curriculum/compiler/files/yaml-text.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { isQualityRule, qualityRules } from './catalog.server.ts';
import { createQualityReport } from './report.server.ts';
import { type Waiver, waiverSchema } from './schema.ts';

/** Where waivers stand, in the content folder. */
export const waiversFile = 'waivers.yml';

/** A waiver and where it stands. */
type WrittenWaiver = Waiver & { place: Place };

/** The waivers of a content folder, and what is wrong with their file. */
export type Waivers = { waivers: WrittenWaiver[]; problems: ContentProblem[] };

/** No waivers: for content that has no such file. */
export const noWaivers: Waivers = { waivers: [], problems: [] };

/** A finding that is right as it is, with the waiver that says so. */
export type WaivedProblem = { problem: ContentProblem; waiver: WrittenWaiver };

/** Reads waivers from the text of their file. Those with errors are left out, and the errors reported. */
export function parseWaivers(text: string): Waivers {
  const report = createReport(waiversFile);
  const yaml = parseYamlText(text, 0, report);
  const value = yaml?.value ?? null;
  if (yaml === null || value === null) return { waivers: [], problems: report.problems };
  if (!Array.isArray(value)) {
    report.error(
      'bad-value',
      fileStart,
      'this file holds a list: each waiver starts with `- rule: …`.',
    );
    return { waivers: [], problems: report.problems };
  }
  const waivers = value.flatMap((_, index): WrittenWaiver[] => {
    const waiver = checkYaml(waiverSchema, yaml, 'a waiver', report, [index]);
    return waiver === null ? [] : [{ ...waiver, place: yaml.placeOf([index]) }];
  });
  return { waivers, problems: report.problems };
}

/** Reads the waivers of a content folder; a folder without them has none. */
export async function readWaivers(contentDir: string): Promise<Waivers> {
  const report = createReport(waiversFile);
  const text = await readTextFile(contentDir, waiversFile, report, { required: false });
  if (text === null) return { waivers: [], problems: report.problems };
  return parseWaivers(text);
}

const flat = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether a waiver is about a finding. `lines`: of the file it is in. */
function covers(waiver: WrittenWaiver, problem: ContentProblem, lines: readonly string[]): boolean {
  if (waiver.rule !== problem.rule || waiver.file !== problem.file) return false;
  if (waiver.line !== undefined && waiver.line !== problem.line) return false;
  if (waiver.text === undefined) return true;
  const near = lines.slice(problem.line - 1, problem.line + 5).join(' ');
  return flat(`${near} ${problem.message}`).includes(flat(waiver.text));
}

function addYear(day: string): string {
  return new Date(Date.parse(day) + 365 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/**
 * Takes waived findings out. Waivers that are past their date, too long, about nothing that exists or not needed are
 * findings themselves.
 * @param linesOf lines of a file by its path; null: there is no such file, or it was not checked
 */
export function applyWaivers(
  found: readonly ContentProblem[],
  { waivers, problems }: Waivers,
  linesOf: (path: string) => { lines: readonly string[]; checked: boolean } | null,
  today: string,
): { problems: ContentProblem[]; waived: WaivedProblem[] } {
  const report = createQualityReport(waiversFile);
  const inForce: WrittenWaiver[] = [];
  for (const waiver of waivers) {
    const { rule, file, until, place } = waiver;
    if (!isQualityRule(rule) || rule.startsWith('waiver-')) {
      report.found(
        'waiver-rule',
        place,
        `there is no rule \`${rule}\` to waive.${didYouMean(rule, qualityRules)} What keeps a file from being published cannot be waived.`,
      );
    } else if (linesOf(file) === null) {
      report.found(
        'waiver-rule',
        place,
        `there is no file \`${file}\`; write its path from the content folder on, as the check shows it.`,
      );
    } else if (until < today) {
      report.found(
        'waiver-expired',
        place,
        `this waiver ended on ${until}, so its finding counts again; mend the place, or decide anew and write a later date.`,
      );
    } else if (until > addYear(today)) {
      report.found(
        'waiver-until',
        place,
        `this waiver would hold until ${until}, and nobody should forget one for more than a year; write ${addYear(today)} at the latest.`,
      );
    } else inForce.push(waiver);
  }
  const waived: WaivedProblem[] = [];
  const left = found.filter((problem) => {
    const lines = linesOf(problem.file)?.lines ?? [];
    const waiver = inForce.find((each) => covers(each, problem, lines));
    if (waiver !== undefined) waived.push({ problem, waiver });
    return waiver === undefined;
  });
  for (const waiver of inForce) {
    if (waived.some((each) => each.waiver === waiver)) continue;
    if (linesOf(waiver.file)?.checked !== true) continue;
    report.found(
      'waiver-unused',
      waiver.place,
      `\`${waiver.rule}\` finds nothing there any more, so this waiver could hide the next slip; take it out.`,
    );
  }
  return { problems: [...left, ...problems, ...report.problems], waived };
}
