import { defineTask } from '#app/features/curriculum/workshop/schema.ts';
import type { Field } from './heading-rules.ts';
import type { RosterCheck } from './schema.ts';
import type { Known, Told } from './verdict-rules.ts';

/** The dry run of a list, as it is handed to a thread of its own. */

/** Headings by their key, see `toHeadingsKey`, and what each of them is read as. */
export type Remembered = ReadonlyMap<string, readonly (Field | null)[]>;

/** `file`: its path. */
export type CheckTask = { file: string; known: Known; told: Told; remembered: Remembered };

/** `headingsKey`: under which the columns are remembered; null of a list without headings. */
export type FileCheck = RosterCheck & { headingsKey: string | null };

export const checkListTask = defineTask<CheckTask, FileCheck>('check a list of people');
