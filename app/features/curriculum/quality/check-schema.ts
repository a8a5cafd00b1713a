import { defineTask } from '#app/features/curriculum/workshop/schema.ts';

/**
 * How to check. `today`: YYYY-MM-DD; `cacheDir`: where compiled files are kept between runs, null: nowhere; `quality`:
 * false leaves the rules P1 to P13 out; `showWaived`: lists what waivers took out.
 */
export type CheckOptions = {
  today: string;
  cacheDir?: string | null;
  quality?: boolean;
  showWaived?: boolean;
};

/** What to check and how: see `checkContent`. */
export type CheckOrder = { path: string; options: CheckOptions };

/** Checks content: the number of errors, and everything to write. */
export const checkContentTask = defineTask<CheckOrder, { errors: number; lines: string[] }>(
  'check content',
);
