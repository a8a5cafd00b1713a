import type { Change } from '#app/auth/change.ts';
import type { Refusal } from '#app/http/refusal.ts';
import type { CohortForm } from './admin-schema.ts';
import { removeCohort, setArchived } from './archive-mutations.server.ts';
import {
  assignCourse,
  changeAssignment,
  changeCohort,
  unassignCourse,
} from './mutations.server.ts';
import {
  addInstructor,
  enrollAgain,
  enrollCadets,
  removeInstructor,
  withdrawCadet,
} from './roster-mutations.server.ts';

type Follow = Parameters<typeof withdrawCadet>[3];

/** Does what a form of a cohort's page asks for. `follow`: what goes on where dates move. @returns why it was refused, or null */
export function applyCohortForm(
  change: Change,
  cohortId: string,
  form: CohortForm,
  follow: Follow,
): Promise<Refusal | null> {
  switch (form.intent) {
    case 'change-cohort':
      return changeCohort(change, cohortId, form);
    case 'add-instructor':
      return addInstructor(change, cohortId, form.email);
    case 'remove-instructor':
      return removeInstructor(change, cohortId, form.userId);
    case 'enroll-cadets':
      return enrollCadets(change, cohortId, form.people, follow);
    case 'enroll-again':
      return enrollAgain(change, cohortId, form.userId, follow);
    case 'withdraw-cadet':
      return withdrawCadet(change, cohortId, form.userId, follow);
    case 'assign-course':
      return assignCourse(change, cohortId, form, follow);
    case 'change-assignment':
      return changeAssignment(change, cohortId, form, follow);
    case 'unassign-course':
      return unassignCourse(change, cohortId, form.assignmentId, follow);
    case 'archive-cohort':
      return setArchived(change, cohortId, true);
    case 'bring-back-cohort':
      return setArchived(change, cohortId, false);
    case 'remove-cohort':
      return removeCohort(change, cohortId);
    default:
      return form satisfies never;
  }
}
