import type { ItemType } from '#app/features/curriculum/items/schema.ts';

/** How large an academy to make. */
export type AcademyPlan = {
  /** Cadets with histories, by cohort; the first of the first cohort is the one whose pages are opened. */
  sizes: number[];
  /** Cadets with one open attempt each, for what uses an attempt up. */
  takers: number;
  /** Cohorts of two cadets each of one instructor. */
  classes: number;
  /** Lessons that every cadet with a history has worked through at least. */
  leastLessons: number;
};

/** An open attempt. `answers`: values that fit an item, to be sent in turn; see `responseValueSchema`. */
export type OpenAttempt = {
  id: string;
  cookie: string;
  /** The mark of its cadet, which forms carry. */
  madeFor: string;
  items: { id: string; type: ItemType; answers: string[][] }[];
};

/** What the benchmark needs to know of the academy that `make.ts` made: ids, and the cookies of open sessions. */
export type BenchAcademy = {
  course: string;
  module: string;
  lessons: string[];
  quiz: string;
  scenario: string;
  survey: string;
  /** Address of a lesson's preview. */
  preview: string;
  /** Name of a picture of the course, as it is served. */
  file: string;
  invitation: string;
  cohorts: { small: string; large: string };
  /** The cadet of `cadet`, and a finished attempt of theirs. */
  cadetId: string;
  /** Their mark, which forms carry. */
  cadetMark: string;
  finished: string;
  /** Finished attempts of others, and completions of theirs in the large cohort: for what uses them up. */
  voidable: { attempts: string[]; completions: { id: string; cadetId: string }[] };
  /** Marks of others, which their forms carry. */
  marks: { instructor: string; admin: string };
  /** E-mail addresses of cadets with the password `benchPassword`. */
  emails: string[];
  attempts: OpenAttempt[];
  /** Cookies. `chief` teaches the many small cohorts. */
  cadet: string;
  instructor: string;
  chief: string;
  author: string;
  admin: string;
};

/** The password of everybody in the academy. */
export const benchPassword = 'rapport-bench';
