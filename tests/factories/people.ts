import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { db, newId } from '#app/db/client.server.ts';
import type { Assignment, Cohort, Enrollment, User } from '#app/db/generated/sqlite/client.ts';
import { toNameColumns } from '#app/names.ts';
import { nextNumber } from './sequence.ts';

type Given = { roles?: readonly Role[]; name?: string; email?: string; password?: string };

/** Makes a user, a cadet unless told otherwise; without a password no one can sign in as them. */
export async function createUser(given: Given = {}): Promise<User & { email: string }> {
  const number = nextNumber('user');
  const {
    roles = ['cadet'],
    name = `User ${number}`,
    email = `user-${number}@example.test`,
  } = given;
  const user = await db.user.create({
    data: {
      id: newId(),
      ...toNameColumns(name),
      email,
      passwordHash: given.password ? await hashPassword(given.password) : null,
      roles: { create: roles.map((role) => ({ role })) },
    },
  });
  return { ...user, email };
}

/** Makes a user without an address, who is known by a badge number. */
export async function createNumberedUser(
  badgeNumber: string,
  { agency = null, ...given }: Given & { agency?: string | null } = {},
): Promise<User> {
  const { id } = await createUser(given);
  return db.user.update({ where: { id }, data: { email: null, badgeNumber, agency } });
}

/** Makes a cohort that these users teach. Dates are local, `YYYY-MM-DD`. */
export function createCohort(
  given: { name?: string; timeZone?: string; startsOn?: string; instructorIds?: string[] } = {},
): Promise<Cohort> {
  const { instructorIds = [], ...fields } = given;
  return db.cohort.create({
    data: {
      id: newId(),
      name: `Cohort ${nextNumber('cohort')}`,
      timeZone: 'America/Halifax',
      startsOn: '2026-01-05',
      ...fields,
      instructors: { create: instructorIds.map((userId) => ({ userId })) },
    },
  });
}

/** Enrolls a user in a cohort. */
export function enroll(
  cohortId: string,
  userId: string,
  given: { withdrawnAt?: Date } = {},
): Promise<Enrollment> {
  return db.enrollment.create({ data: { id: newId(), cohortId, userId, ...given } });
}

/** Assigns a course to a cohort, without dates unless they are given (local, `YYYY-MM-DD`, in `timeZone`). */
export function assignCourse(
  cohortId: string,
  courseId: string,
  given: { opensOn?: string; dueOn?: string; timeZone?: string } = {},
): Promise<Assignment> {
  const data = { id: newId(), cohortId, courseId, timeZone: 'America/Halifax', ...given };
  return db.assignment.create({ data });
}
