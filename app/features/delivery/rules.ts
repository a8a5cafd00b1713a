import type { CreditClass } from '#app/features/curriculum/courses/kit-schema.ts';
import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';

/** What of a delivery kit is reckoned: its files, a lesson's running order, hours by class. Pure and client-safe. */

/** The sheets that each lesson has, and whom they are for: folder of the kit, name, and what it is called. */
export const lessonSheets = [
  { sheet: 'guide', folder: 'for-instructors', label: 'Guide and lesson plan' },
  { sheet: 'slides', folder: 'for-cadets', label: 'Slides' },
  { sheet: 'handout', folder: 'for-cadets', label: 'Handout' },
  { sheet: 'field-sheet', folder: 'for-field-trainers', label: 'Field-training sheet' },
] as const;

export type Sheet = (typeof lessonSheets)[number]['sheet'];

/** Where a lesson's sheet lies in the kit. `number`: such as '1.2'. */
export function sheetPath(sheet: Sheet, number: string, lesson: string): string {
  const folder = lessonSheets.find((each) => each.sheet === sheet)?.folder ?? '';
  return `${folder}/${number}-${lesson}-${sheet}.html`;
}

/** Where the role-plays of a module lie in the kit. */
export const rolePlaysPath = (module: number) =>
  `for-instructors/${module}-role-plays-and-rubrics.html`;

/** What the kit has once for the whole course. */
export const courseSheets = [
  { path: 'for-instructors/hours-and-reading.html', label: 'Hours, credit and reading level' },
  { path: 'for-instructors/crosswalk.html', label: 'Crosswalk to standards' },
] as const;

/** The archive's name beside the files. */
export const zipName = 'kit.zip';

/** The most decisions that one way through a scenario can take. */
export function longestWay({ scenes }: Pick<Scenario, 'scenes'>): number {
  const byId = new Map(scenes.map((scene) => [scene.id, scene]));
  const known = new Map<string, number>();
  const from = (id: string, seen: ReadonlySet<string>): number => {
    const scene = byId.get(id);
    // A way that comes back adds no new decision.
    if (!scene || scene.choices.length === 0 || seen.has(id)) return 0;
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const further = scene.choices.map(({ to }) => from(to, new Set(seen).add(id)));
    const most = 1 + Math.max(...further);
    known.set(id, most);
    return most;
  };
  return scenes[0] ? from(scenes[0].id, new Set()) : 0;
}

/** A stretch of a lesson under one heading of the second level; `title` null: before the first one. */
export type Section<T> = { title: string | null; parts: T[] };

/** One line of a running order. `from`: minutes since the start. */
export type PlanLine = { title: string; from: number; minutes: number; what: string[] };

/**
 * Shares whole minutes out by weight: together they are the total, and each differs from its share by less than one.
 * @param total whole
 */
export function shareMinutes(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  const exact = weights.map((weight) => (weight / sum) * total);
  const whole = exact.map(Math.floor);
  const byRest = exact
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const left = total - whole.reduce((all, minutes) => all + minutes, 0);
  for (const { index } of byRest.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

/** What a block takes, by the measure of `content:check`: 130 words or half a check a minute, 4 a decision, 5 a reflection. */
export function weightOf(block: Exclude<Block, { type: 'html' }>): number {
  switch (block.type) {
    case 'check':
      return 2;
    case 'reflect':
      return 5;
    case 'scenario':
      return 4 * longestWay(block.scenario);
  }
}

/** Minutes by class, in the order of the classes; those with none left out. */
export function addCredit(
  rows: readonly { credit: CreditClass; minutes: number }[],
): { credit: CreditClass; minutes: number }[] {
  const classes: CreditClass[] = ['basic', 'supplemental', 'in-service', 'none'];
  return classes.flatMap((credit) => {
    const own = rows.filter((row) => row.credit === credit);
    const minutes = own.reduce((sum, row) => sum + row.minutes, 0);
    return minutes === 0 ? [] : [{ credit, minutes }];
  });
}

/** Hours as records have them, in quarters: 0.25 h for 15 minutes; minutes that make no whole quarter are not counted up. */
export const toHours = (minutes: number) => (Math.floor(minutes / 15) / 4).toFixed(2);

/** Whom a lesson says has read it, for its head; null: nobody yet. */
export function reviewersOf({ reviewers }: LessonBody['frontmatter']): string | null {
  if (reviewers.length === 0) return null;
  return reviewers
    .map((each) => (typeof each === 'string' ? each : `${each.name}, ${each.role} (${each.date})`))
    .join('; ');
}
