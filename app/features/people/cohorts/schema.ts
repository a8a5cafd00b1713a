import { z } from 'zod';

/** The shapes of cohorts as the people who teach them see them. Client-safe: no I/O here. */

/** A course assigned to a cohort. Dates are local days in `timeZone`. */
const cohortAssignmentSchema = z.object({
  courseId: z.string(),
  opensOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  timeZone: z.string(),
});
export type CohortAssignment = z.infer<typeof cohortAssignmentSchema>;

/** The courses of a cohort as its queries read them. */
export const cohortAssignmentsSchema = z.array(cohortAssignmentSchema);

/** A cohort with the courses assigned to it. `startsOn` and `endsOn` are local days in `timeZone`. */
export type CohortHead = {
  id: string;
  name: string;
  timeZone: string;
  startsOn: string;
  endsOn: string | null;
  archivedAt: Date | null;
  assignments: CohortAssignment[];
};

/** Someone who is or was enrolled in a cohort. */
export type Member = {
  id: string;
  name: string;
  email: string | null;
  badgeNumber: string | null;
  enrolledAt: Date;
  withdrawnAt: Date | null;
};

/** Cohorts of one page of a long list. `total`: all of them; `archived`: all of the actor's that are archived. */
export type CohortPage = {
  cohorts: CohortHead[];
  page: number;
  pages: number;
  total: number;
  archived: number;
};
