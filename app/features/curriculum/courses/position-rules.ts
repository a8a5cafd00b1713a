/**
 * How a thing's place in its course is coded as one number, by which everything in a course is sorted. Stored with what
 * is published, so the coding stays. Pure: no I/O here.
 */

/** Places from one module to the next: the module itself, its lessons, its practical and its quiz. */
const perModule = 1000;
const practicalPlace = 998;
const quizPlace = 999;

/** The course itself. */
export const coursePosition = 0;

/** A module by its number, from 1. */
export const modulePosition = (module: number) => module * perModule;

/** A lesson by the number of its module and its own, both from 1. */
export const lessonPosition = (module: number, lesson: number) => module * perModule + lesson;

/** After the lessons of the module. */
export const practicalPosition = (module: number) => module * perModule + practicalPlace;

/** At the end of the module. */
export const quizPosition = (module: number) => module * perModule + quizPlace;

/** A survey by its index from 0: after all modules. */
export const surveyPosition = (index: number) => 900_000 + index;

/** The number of the module that a position lies in. */
export const moduleNumberOf = (position: number) => Math.floor(position / perModule);

/** A lesson's place for readers, as '1.2', from its position. */
export function toNumber(position: number): string {
  return `${moduleNumberOf(position)}.${position % perModule}`;
}
