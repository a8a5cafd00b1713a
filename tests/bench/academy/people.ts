import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import { toNameColumns } from '#app/names.ts';
import { makeNames } from '../../../prisma/seed/names.ts';
import { inBatches } from '../../../prisma/seed/rows.ts';
import { benchCourse } from './content.ts';
import { benchPassword } from './schema.ts';

const timeZone = 'America/Halifax';

/** Adds one person for each id, with the common password; the e-mail is `<id>@bench.test`. */
export async function addUsers(
  ids: readonly string[],
  role: Role,
  random: () => number,
): Promise<void> {
  const passwordHash = await hashPassword(benchPassword);
  const names = makeNames(ids.length, random);
  const users = ids.map((id, index) => ({
    id,
    ...toNameColumns(names[index] ?? id),
    email: `${id}@bench.test`,
    passwordHash,
  }));
  await inBatches(users, (data) => db.user.createMany({ data }));
  const roles = ids.map((userId) => ({ userId, role }));
  await inBatches(roles, (data) => db.userRole.createMany({ data }));
}

/** Adds a cohort that has the course. */
export async function addCohort(
  id: string,
  instructorId: string,
  cadetIds: readonly string[],
): Promise<void> {
  await db.cohort.create({
    data: {
      id,
      name: `Bench ${id}`,
      timeZone,
      startsOn: '2026-01-05',
      instructors: { create: { userId: instructorId } },
      assignments: {
        create: {
          id: `assignment-${id}`,
          courseId: benchCourse.id,
          opensOn: '2026-01-05',
          dueOn: '2030-01-05',
          timeZone,
        },
      },
    },
  });
  const enrollments = cadetIds.map((userId) => ({ id: `e-${id}-${userId}`, cohortId: id, userId }));
  await inBatches(enrollments, (data) => db.enrollment.createMany({ data }));
}
