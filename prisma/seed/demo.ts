import { hashPassword } from '#app/auth/password.server.ts';
import type { Role } from '#app/auth/permissions.ts';
import { closeDatabase, db } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { demoPassword } from '#app/features/people/users/schema.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { addConversations } from './conversations.ts';
import { loadCurriculum } from './curriculum.ts';
import { addHistory } from './history.ts';
import { makeNames } from './names.ts';
import { emptyRows, writeRows } from './rows.ts';

/**
 * The demo academy: four accounts with a known password, the cohort "Demo 2026-A" of 40 cadets with believable
 * histories that end now, and its course with dates. Run once, on an empty database of its own.
 */

const courseId = 'communication-and-empathy';
const day = 24 * 60 * 60 * 1000;
const timeZone = 'America/Halifax';
const now = new Date();
const random = createRandom(2026, 'demo academy');
const localDate = (at: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at));

async function addUser(
  id: string,
  given: { name: string; email: string; badgeNumber: string; roles: Role[] },
  passwordHash: string | null,
): Promise<void> {
  const { roles, ...known } = given;
  await db.user.create({
    data: { id, ...known, passwordHash, roles: { create: roles.map((role) => ({ role })) } },
  });
}

async function addPeople(): Promise<string[]> {
  const passwordHash = await hashPassword(demoPassword);
  const people = [
    ['demo-instructor', 'Renee Marchand', 'instructor@demo.test', 'instructor'],
    ['demo-author', 'Tobias Lund', 'author@demo.test', 'author'],
    ['demo-admin', 'Wanda Achebe', 'admin@demo.test', 'admin'],
    ['demo-cadet', 'Alex Moreau', 'cadet@demo.test', 'cadet'],
  ] as const;
  for (const [index, [id, name, email, role]] of people.entries()) {
    const badgeNumber = String(1101 + index);
    await addUser(id, { name, email, badgeNumber, roles: [role] }, passwordHash);
  }
  const names = makeNames(39, random);
  const ids = names.map((_, index) => `demo-cadet-${index + 2}`);
  for (const [index, name] of names.entries()) {
    // No password: these accounts are there to be looked at, not signed in to.
    const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@demo.test`;
    const badgeNumber = String(4201 + index);
    await addUser(ids[index] ?? '', { name, email, badgeNumber, roles: ['cadet'] }, null);
  }
  return ['demo-cadet', ...ids];
}

async function addCohort(cadets: string[], startedAt: number): Promise<void> {
  await db.cohort.create({
    data: {
      id: 'demo-2026-a',
      name: 'Demo 2026-A',
      timeZone,
      startsOn: localDate(startedAt),
      endsOn: localDate(startedAt + 120 * day),
      instructors: { create: { userId: 'demo-instructor' } },
      enrollments: {
        create: cadets.map((userId) => ({
          id: `demo-enrollment-${userId}`,
          userId,
          enrolledAt: new Date(startedAt),
        })),
      },
      assignments: {
        create: {
          id: 'demo-assignment',
          courseId,
          opensOn: localDate(startedAt),
          dueOn: localDate(now.getTime() + 10 * day),
          timeZone,
        },
      },
    },
  });
}

async function main(): Promise<void> {
  await migrateDatabase();
  await syncContent();
  const curriculum = await loadCurriculum(courseId);
  const lessons = curriculum.course.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  const startedAt = now.getTime() - 20 * day;
  const cadets = await addPeople();
  await addCohort(cadets, startedAt);

  const rows = emptyRows();
  // The cadet people sign in as: the first lesson begun, everything else still to do.
  const begun = {
    userId: 'demo-cadet',
    reach: 0.6,
    skill: 0.9,
    startedAt: new Date(now.getTime() - 2 * day),
  };
  addHistory(rows, curriculum, begun, random, now);
  for (const [index, userId] of cadets.slice(1).entries()) {
    // A class as classes are: a few have not begun, some are on the way, most are through, some struggle.
    const reach = index % 13 === 5 ? 0 : index % 4 === 1 ? random() * lessons : lessons;
    const skill = index % 7 === 3 ? 0.5 + random() * 0.15 : 0.8 + random() * 0.18;
    const started = new Date(startedAt + random() * 12 * day);
    addHistory(rows, curriculum, { userId, reach, skill, startedAt: started }, random, now);
  }
  await writeRows(rows);
  await addConversations(courseId, createRandom(2026, 'conversations'));
}

await main().finally(closeDatabase);
