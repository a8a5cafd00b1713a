import type { Change } from '#app/auth/change.ts';
import { inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { findByName } from '#app/features/people/users/sign-in-name-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { Refusal } from '#app/http/refusal.ts';
import {
  type FollowDates,
  findLost,
  listOpenings,
  listPutOff,
} from './moved-date-queries.server.ts';
import { getCohortRow } from './mutations.server.ts';
import type { ListedPerson } from './roster-rules.ts';
import { type Lost, openingInstant } from './rules.ts';

/** Who teaches a cohort and who learns in it. An enrollment is evidence: it is withdrawn, never deleted. */

/** Lets an instructor see the cohort. Adding one twice changes nothing. @throws 404 when there is no such cohort. */
export async function addInstructor(
  { actor, requestId }: Change,
  cohortId: string,
  name: string,
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    await getCohortRow(tx, cohortId);
    const user = await findByName(name, tx);
    const refuseEmail = (message: string) => new Refusal({ email: [message] });
    if (!user)
      return refuseEmail(
        name.includes('@')
          ? `No account has the address ${name}. Invite the person first.`
          : `No account has the number ${name} alone. Write the agency in front of it, or the e-mail address.`,
      );
    if (!user.roles.some(({ role }) => role === 'instructor'))
      return refuseEmail(
        `${user.name} is not an instructor. Give the role first, among the people.`,
      );
    const key = { cohortId, userId: user.id };
    if (await tx.cohortInstructor.findUnique({ where: { cohortId_userId: key } })) return null;
    await tx.cohortInstructor.create({ data: key });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'add-instructor',
      subject: 'cohort',
      subjectId: cohortId,
      after: { userId: user.id, email: user.email },
      requestId,
    });
    return null;
  });
}

/** Ends an instructor's view of the cohort. @throws 404 when they do not teach it. */
export async function removeInstructor(
  { actor, requestId }: Change,
  cohortId: string,
  userId: string,
): Promise<null> {
  return inTransaction(async (tx) => {
    const { count } = await tx.cohortInstructor.deleteMany({ where: { cohortId, userId } });
    if (count === 0) throw notFound();
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'remove-instructor',
      subject: 'cohort',
      subjectId: cohortId,
      before: { userId },
      requestId,
    });
    return null;
  });
}

/**
 * Enrolls every person of the list, or nobody. Who was withdrawn is enrolled again; who is enrolled stays so. Who had a
 * course, here or in another cohort, has the time back that their open attempts at its quizzes had left.
 * @throws 404 when there is no such cohort.
 */
export async function enrollCadets(
  change: Change,
  cohortId: string,
  people: readonly ListedPerson[],
  follow: FollowDates,
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    await getCohortRow(tx, cohortId);
    const accounts = await findAccounts(
      tx,
      people.map(({ email }) => email),
    );
    const problems = people.flatMap(({ line, email }) => {
      const account = accounts.find((user) => user.email === email);
      if (!account)
        return [`Line ${line}: no account has the address ${email}. Invite it instead.`];
      if (account.roles.includes('cadet')) return [];
      return [
        `Line ${line}: ${account.name} is not a cadet. Give the role first, among the people.`,
      ];
    });
    if (problems.length > 0) return new Refusal({ people: problems });
    for (const { id } of accounts)
      await enrollAccount(tx, change, { cohortId, userId: id }, follow);
    return null;
  });
}

/**
 * Enrolls a cadet again who was withdrawn, as `enrollCadets` does.
 * @throws 404 when they never were enrolled
 */
export async function enrollAgain(
  change: Change,
  cohortId: string,
  userId: string,
  follow: FollowDates,
): Promise<null> {
  return inTransaction(async (tx) => {
    const key = { cohortId, userId };
    if (!(await tx.enrollment.findUnique({ where: { cohortId_userId: key } }))) throw notFound();
    await enrollAccount(tx, change, key, follow);
    return null;
  });
}

/** Somebody in a cohort. */
type Place = { cohortId: string; userId: string };

/** Enrolls one account, which the caller knows to be a cadet's, in a cohort that is there. */
export async function enrollAccount(
  tx: Tx,
  { actor, requestId, now = new Date() }: Change,
  { cohortId, userId }: Place,
  follow: FollowDates,
): Promise<void> {
  const enrollment = await tx.enrollment.findUnique({
    where: { cohortId_userId: { cohortId, userId } },
  });
  if (enrollment && !enrollment.withdrawnAt) return;
  const id = enrollment?.id ?? newId();
  const lost = await listReturning(tx, { cohortId, userId, now });
  if (enrollment) await tx.enrollment.update({ where: { id }, data: { withdrawnAt: null } });
  else await tx.enrollment.create({ data: { id, cohortId, userId } });
  let openAttempts = 0;
  for (const { courseId, ...away } of lost)
    openAttempts += await follow(tx, { courseId, userIds: [userId], away });
  await recordAudit(tx, {
    actorId: actor.id,
    action: 'enroll-cadet',
    subject: 'enrollment',
    subjectId: id,
    before: enrollment ? { withdrawnAt: enrollment.withdrawnAt } : undefined,
    after: { cohortId, userId, ...(openAttempts > 0 && { openAttempts }) },
    requestId,
  });
}

type Returning = Lost & { courseId: string; to: Date };

/** Those of the cohort's courses that somebody had once, by it or another cohort, and not any more: an enrollment returns them. */
async function listReturning(
  tx: Tx,
  { cohortId, userId, now }: { cohortId: string; userId: string; now: Date },
): Promise<Returning[]> {
  const returning: Returning[] = [];
  for (const given of await tx.assignment.findMany({ where: { cohortId, takenBackAt: null } })) {
    const { courseId } = given;
    const lost = await findLost(tx, userId, courseId);
    if (lost) returning.push({ ...lost, courseId, to: openingInstant(given, now) });
  }
  return returning;
}

/**
 * Withdraws a cadet from the cohort; records stay. Withdrawing twice changes nothing.
 * @throws 404 when they never were enrolled.
 */
export async function withdrawCadet(
  change: Change,
  cohortId: string,
  userId: string,
  follow: FollowDates,
): Promise<null> {
  return inTransaction(async (tx) => {
    const key = { cohortId, userId };
    if (!(await tx.enrollment.findUnique({ where: { cohortId_userId: key } }))) throw notFound();
    await withdrawAccount(tx, change, key, follow);
    return null;
  });
}

/** Withdraws one account from a cohort; nothing changes where it is not enrolled. */
export async function withdrawAccount(
  tx: Tx,
  { actor, requestId, now = new Date() }: Change,
  key: Place,
  follow: FollowDates,
): Promise<void> {
  const enrollment = await tx.enrollment.findUnique({ where: { cohortId_userId: key } });
  if (!enrollment || enrollment.withdrawnAt) return;
  const { cohortId, userId } = key;
  const withdrawnAt = now;
  const given = await tx.assignment.findMany({ where: { cohortId, takenBackAt: null } });
  const before = new Map<string, Map<string, Date>>();
  for (const { courseId } of given)
    before.set(courseId, await listOpenings(tx, [userId], courseId, now));
  await tx.enrollment.update({ where: { id: enrollment.id }, data: { withdrawnAt } });
  for (const [courseId, openings] of before)
    for (const moved of await listPutOff(tx, openings, courseId, now)) await follow(tx, moved);
  await recordAudit(tx, {
    actorId: actor.id,
    action: 'withdraw-cadet',
    subject: 'enrollment',
    subjectId: enrollment.id,
    before: { withdrawnAt: null },
    after: { ...key, withdrawnAt },
    requestId,
  });
}

async function findAccounts(tx: Tx, emails: readonly string[]) {
  const users = await tx.user.findMany({
    where: { email: { in: [...emails] } },
    include: { roles: true },
  });
  return users.map(({ id, name, email, roles }) => ({
    id,
    name,
    email,
    roles: roles.map(({ role }) => role),
  }));
}
