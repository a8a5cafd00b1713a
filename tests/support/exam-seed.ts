import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toMark } from '#app/auth/made-for.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { closeDatabase, db, newId } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { env } from '#app/env.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { demoPassword } from '#app/features/people/users/schema.ts';
import { examCourse } from './exam-course.ts';
import { toCookie } from './session.ts';

/**
 * Makes the academy of the exam course in an empty database: one cohort of so many cadets, and its instructor, all with
 * the demo's password. `tsx tests/support/exam-seed.ts <cadets>` writes `exam.json`, the `ExamAccount`s, to the data
 * folder.
 */

/** A cadet with a session of their own. `cookie`: as a browser sends it. The e-mail is `<id>@exam.test`. */
export type ExamAccount = { id: string; cookie: string; madeFor: string };

const count = Number(process.argv[2] ?? 1);

async function addUsers(role: Role, ids: readonly string[], passwordHash: string): Promise<void> {
  const users = ids.map((id) => ({ id, name: toName(id), email: `${id}@exam.test`, passwordHash }));
  await db.user.createMany({ data: users });
  await db.userRole.createMany({ data: ids.map((userId) => ({ userId, role })) });
}

const toName = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replace('-', ' ')}`;

async function main(): Promise<void> {
  await migrateDatabase();
  await syncContent();
  const passwordHash = await hashPassword(demoPassword);
  await addUsers('instructor', ['instructor'], passwordHash);
  const data = {
    id: 'exam',
    name: 'Exam 2026',
    timeZone: 'America/Halifax',
    startsOn: '2026-01-05',
  };
  await db.cohort.create({
    data: {
      ...data,
      instructors: { create: { userId: 'instructor' } },
      assignments: {
        create: { id: 'exam', courseId: examCourse.id, timeZone: data.timeZone },
      },
    },
  });
  const ids = Array.from({ length: count }, (_, index) => `cadet-${index + 1}`);
  await addUsers('cadet', ids, passwordHash);
  await db.enrollment.createMany({
    data: ids.map((userId) => ({ id: newId(), cohortId: data.id, userId })),
  });
  const accounts: ExamAccount[] = [];
  for (const id of ids) accounts.push({ id, cookie: await toCookie(id), madeFor: toMark(id) });
  writeFileSync(join(env.DATA_DIR, 'exam.json'), JSON.stringify(accounts));
}

await main().finally(closeDatabase);
