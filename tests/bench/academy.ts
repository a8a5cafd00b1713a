import { writeFileSync } from 'node:fs';
import { openSession } from '#app/auth/lucia.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import { closeDatabase, db } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { loadCurriculum } from '../../prisma/seed/curriculum.ts';
import { addHistory, type Curriculum } from '../../prisma/seed/history.ts';
import { makeNames } from '../../prisma/seed/names.ts';
import { emptyRows, inBatches, writeRows } from '../../prisma/seed/rows.ts';
import { benchCourse } from './content.ts';
import type { BenchAcademy } from './measure.ts';

/**
 * Fills an empty database with a synthetic academy and writes what the benchmark needs to know to a file:
 * `tsx tests/bench/academy.ts <cadets> <cohort sizes, comma-separated> <open attempts> <file> <lessons>`; every cadet
 * has worked through so many lessons at least.
 */

const [cadetsText = '50', sizesText = '40,10', openText = '0', file = 'academy.json', least = '0'] =
  process.argv.slice(2);
const count = Number(cadetsText);
const sizes = sizesText.split(',').map(Number);
const random = createRandom(7, 'bench');
const day = 24 * 60 * 60 * 1000;
const now = new Date();

async function addUsers(): Promise<string[]> {
  const passwordHash = await hashPassword('rapport-bench');
  const ids = Array.from({ length: count }, (_, index) => `u${index}`);
  const names = makeNames(count, random);
  const users = ids.map((id, index) => ({
    id,
    name: names[index] ?? id,
    email: `${id}@bench.test`,
    passwordHash,
  }));
  await inBatches(users, (data) => db.user.createMany({ data }));
  await inBatches(
    ids.map((userId) => ({ userId, role: 'cadet' })),
    (data) => db.userRole.createMany({ data }),
  );
  await db.user.create({
    data: {
      id: 'teacher',
      name: 'Bench Instructor',
      email: 'teacher@bench.test',
      passwordHash,
      roles: { create: { role: 'instructor' } },
    },
  });
  await db.user.create({
    data: {
      id: 'author',
      name: 'Bench Author',
      email: 'author@bench.test',
      passwordHash,
      roles: { create: { role: 'author' } },
    },
  });
  return ids;
}

async function addCohorts(ids: string[]): Promise<void> {
  let from = 0;
  for (const [index, size] of sizes.entries()) {
    const members = ids.slice(from, from + size);
    from += size;
    const cohortId = `cohort${index}`;
    await db.cohort.create({
      data: {
        id: cohortId,
        name: `Bench ${index}`,
        timeZone: 'America/Halifax',
        startsOn: '2026-01-05',
        instructors: { create: { userId: 'teacher' } },
        assignments: {
          create: {
            id: `assignment${index}`,
            courseId: benchCourse.id,
            opensOn: '2026-01-05',
            dueOn: '2030-01-05',
            timeZone: 'America/Halifax',
          },
        },
      },
    });
    const enrollments = members.map((userId) => ({
      id: `e-${cohortId}-${userId}`,
      cohortId,
      userId,
    }));
    await inBatches(enrollments, (data) => db.enrollment.createMany({ data }));
  }
}

async function addHistories(ids: string[], curriculum: Curriculum): Promise<void> {
  const lessons = curriculum.course.modules.reduce((sum, { lessons }) => sum + lessons.length, 0);
  for (let from = 0; from < ids.length; from += 50) {
    const rows = emptyRows();
    for (const userId of ids.slice(from, from + 50)) {
      const startedAt = new Date(now.getTime() - (200 + random() * 60) * day);
      const cadet = {
        userId,
        reach: Math.max(Number(least), random() * lessons * 1.3),
        skill: 0.6 + random() * 0.4,
        startedAt,
      };
      addHistory(rows, curriculum, cadet, random, now);
    }
    await writeRows(rows);
  }
}

/** Cadets of their own with one open, fully answered attempt each, for measuring submits. */
async function addOpenAttempts(curriculum: Curriculum): Promise<BenchAcademy['attempts']> {
  const quiz = curriculum.course.modules[0]?.quiz;
  const revision = quiz && curriculum.quizzes.get(quiz.revisionId);
  if (!quiz || !revision) throw new Error('The benchmark course has no quiz.');
  const attempts: BenchAcademy['attempts'] = [];
  for (let index = 0; index < Number(openText); index += 1) {
    const [userId, id] = [`open${index}`, `open-attempt-${index}`];
    const items = revision.body.items.map((item) => ({
      id: item.id,
      options: item.options.map((option) => option.id),
    }));
    await db.user.create({
      data: {
        id: userId,
        name: userId,
        email: `${userId}@bench.test`,
        roles: { create: { role: 'cadet' } },
      },
    });
    await db.enrollment.create({ data: { id: `e-${userId}`, cohortId: 'cohort1', userId } });
    await db.attempt.create({
      data: {
        id,
        userId,
        quizId: quiz.id,
        revisionId: quiz.revisionId,
        number: 1,
        seed: index,
        status: 'open',
        openKey: `${userId} ${quiz.id}`,
        startedAt: now,
        responses: {
          create: items.map((item) => ({
            itemId: item.id,
            valueJson: JSON.stringify(item.options.slice(0, 1)),
            seq: 1,
            savedAt: now,
          })),
        },
      },
    });
    attempts.push({ id, cookie: toCookie(await openSession(userId)), items });
  }
  return attempts;
}

const toCookie = (setCookie: string) => setCookie.split(';')[0] ?? '';

async function main(): Promise<void> {
  await migrateDatabase();
  const { problems } = await syncContent();
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0)
    throw new Error(`The benchmark content has errors: ${JSON.stringify(errors)}`);
  const curriculum = await loadCurriculum(benchCourse.id);
  const ids = await addUsers();
  await addCohorts(ids);
  await addHistories(ids, curriculum);
  const academy: BenchAcademy = {
    course: benchCourse.id,
    lessons: curriculum.course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
    quiz: curriculum.course.modules[0]?.quiz?.id ?? '',
    cadet: toCookie(await openSession('u0')),
    instructor: toCookie(await openSession('teacher')),
    author: toCookie(await openSession('author')),
    attempts: await addOpenAttempts(curriculum),
  };
  writeFileSync(file, JSON.stringify(academy));
}

await main().finally(closeDatabase);
