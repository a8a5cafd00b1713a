import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toMark } from '#app/auth/made-for.server.ts';
import { closeDatabase, db, inTransaction } from '#app/db/client.server.ts';
import { migrateDatabase } from '#app/db/migrate.server.ts';
import { env } from '#app/env.server.ts';
import { listCourseScenarios } from '#app/features/curriculum/courses/scenario-queries.server.ts';
import { syncContent } from '#app/features/curriculum/publishing/mutations.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { createRandom } from '#app/features/records/gradings/order-rules.ts';
import { toCookie } from '#tests/support/session.ts';
import { addConversations } from '../../../prisma/seed/conversations.ts';
import { loadCurriculum } from '../../../prisma/seed/curriculum.ts';
import { addHistory, type Curriculum } from '../../../prisma/seed/history.ts';
import { emptyRows, writeRows } from '../../../prisma/seed/rows.ts';
import { addOpenAttempts } from './attempts.ts';
import { benchCourse } from './content.ts';
import { addCohort, addUsers } from './people.ts';
import type { AcademyPlan, BenchAcademy } from './schema.ts';

/**
 * Fills an empty database with a synthetic academy and writes what the benchmark needs to know of it to a file:
 * `tsx tests/bench/academy/make.ts <AcademyPlan as JSON> <file>`. The same plan makes the same academy.
 */

const [planText = '', file = ''] = process.argv.slice(2);
const plan: AcademyPlan = JSON.parse(planText);
const random = createRandom(7, 'bench');
const now = new Date();
const day = 24 * 60 * 60 * 1000;
const number = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

async function addPeople(): Promise<{ cadets: string[]; takers: string[] }> {
  const cadets = number(
    'u',
    plan.sizes.reduce((sum, size) => sum + size, 0),
  );
  const takers = number('taker', plan.takers);
  const pupils = number('pupil', plan.classes * 2);
  await addUsers([...cadets, ...takers, ...pupils], 'cadet', random);
  await addUsers(['teacher', 'chief'], 'instructor', random);
  await addUsers(['author'], 'author', random);
  await addUsers(['admin'], 'admin', random);
  let from = 0;
  for (const [index, size] of plan.sizes.entries()) {
    await addCohort(`cohort${index}`, 'teacher', cadets.slice(from, from + size));
    from += size;
  }
  await addCohort('takers', 'teacher', takers);
  for (const [index, id] of number('class', plan.classes).entries())
    await addCohort(id, 'chief', pupils.slice(index * 2, index * 2 + 2));
  return { cadets, takers };
}

/** The first cadet has worked through everything, the others as it comes. */
async function addHistories(ids: readonly string[], curriculum: Curriculum): Promise<void> {
  const lessons = curriculum.course.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  for (let from = 0; from < ids.length; from += 50) {
    const rows = emptyRows();
    for (const [index, userId] of ids.slice(from, from + 50).entries()) {
      const startedAt = new Date(now.getTime() - (200 + random() * 60) * day);
      const first = from + index === 0;
      const reach = first ? lessons : Math.max(plan.leastLessons, random() * lessons * 1.3);
      const skill = first ? 1 : 0.6 + random() * 0.4;
      addHistory(rows, curriculum, { userId, reach, skill, startedAt }, random, now);
    }
    await writeRows(rows);
  }
  await addConversations(benchCourse.id, random);
}

async function invite(): Promise<string> {
  const { link } = await inTransaction((tx) =>
    createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1 }),
  );
  return new URL(link).pathname.split('/').at(-1) ?? '';
}

/** Of the last cadets of the large cohort, whose pages nothing else opens; completions that no quiz takes with it. */
async function listVoidable(quizId: string): Promise<BenchAcademy['voidable']> {
  const ofLarge = { user: { enrollments: { some: { cohortId: 'cohort1' } } } };
  const [attempts, completions] = await Promise.all([
    db.attempt.findMany({
      where: { ...ofLarge, status: 'submitted' },
      orderBy: { userId: 'desc' },
      take: 30,
    }),
    db.completion.findMany({
      where: { ...ofLarge, voidedAt: null, NOT: { ruleJson: { contains: quizId } } },
      orderBy: { userId: 'desc' },
      take: 30,
    }),
  ]);
  return {
    attempts: attempts.map(({ id }) => id),
    completions: completions.map(({ id, userId }) => ({ id, cadetId: userId })),
  };
}

async function main(): Promise<BenchAcademy> {
  await migrateDatabase();
  const { problems } = await syncContent();
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0)
    throw new Error(`The course of the benchmark has errors: ${JSON.stringify(errors)}`);
  const curriculum = await loadCurriculum(benchCourse.id);
  const { cadets, takers } = await addPeople();
  await addHistories(cadets, curriculum);
  const { scenarios } = await listCourseScenarios(benchCourse.id);
  const [module] = curriculum.course.modules;
  const finished = await db.attempt.findFirstOrThrow({ where: { userId: 'u0' } });
  return {
    course: benchCourse.id,
    module: module?.id ?? '',
    lessons: curriculum.course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
    quiz: module?.quiz?.id ?? '',
    scenario: scenarios[0]?.scenario.id ?? '',
    survey: curriculum.course.surveys[0]?.id ?? '',
    preview: benchCourse.preview,
    file: readdirSync(join(env.DATA_DIR, 'assets')).find((name) => name.endsWith('.svg')) ?? '',
    invitation: await invite(),
    cohorts: { small: 'cohort0', large: 'cohort1' },
    cadetId: 'u0',
    cadetMark: toMark('u0'),
    finished: finished.id,
    voidable: await listVoidable(module?.quiz?.id ?? ''),
    marks: { instructor: toMark('teacher'), admin: toMark('admin') },
    emails: cadets.map((id) => `${id}@bench.test`),
    attempts: await addOpenAttempts(curriculum, takers, random, now),
    cadet: await toCookie('u0'),
    instructor: await toCookie('teacher'),
    chief: await toCookie('chief'),
    author: await toCookie('author'),
    admin: await toCookie('admin'),
  };
}

writeFileSync(file, JSON.stringify(await main().finally(closeDatabase)));
