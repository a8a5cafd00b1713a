import type { Change } from '#app/auth/change.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { db, inTransaction, newId, type Tx } from '#app/db/client.server.ts';
import type { FollowDates } from '#app/features/people/cohorts/moved-date-queries.server.ts';
import { createSlips } from '#app/features/people/users/slip-mutations.server.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import { findJob } from '#app/jobs/background.server.ts';
import { startApply } from './apply-mutations.server.ts';
import { startCheck } from './check-mutations.server.ts';
import { listOldRosterFiles, removeRosterFile, storeRosterFile } from './roster-file.server.ts';
import { listToActivate, toJobName } from './roster-queries.server.ts';
import { keptHours, type RosterForm, reportDays } from './roster-schema.ts';

/** What administrators do with lists that were sent in. */

/** A list as it was sent. `cohortId`: where everybody of it goes; `whole`: it names all who are in there. */
export type SentRoster = { file: File; cohortId?: string; whole: boolean };

const longestFileName = 120;

/** Keeps a list and begins to read it. @returns its id, and when it was read */
export async function createRoster(
  { actor, now = new Date() }: Change,
  { file, cohortId, whole }: SentRoster,
): Promise<Refusal | { id: string; read: Promise<void> }> {
  const cohort = cohortId && (await db.cohort.findUnique({ where: { id: cohortId } }));
  if (cohortId && (!cohort || cohort.archivedAt))
    return new Refusal({ cohortId: ['This cohort is not there any more. Choose another one.'] });
  const id = newId();
  await storeRosterFile(id, file);
  const fileName = file.name.replace(/\p{C}/gu, '').slice(0, longestFileName) || 'list';
  await db.roster.create({
    data: { id, fileName, cohortId, whole, state: 'new', createdAt: now, createdById: actor.id },
  });
  return { id, read: startCheck(id) };
}

/** Does what a form of a list's page asks for. `ended`: when what it began has ended. @throws 404 when there is no such list */
export async function applyRosterForm(
  change: Change,
  id: string,
  form: RosterForm,
  given: { follow: FollowDates; seal: Seal },
): Promise<Refusal | { ended: Promise<void> }> {
  const roster = await db.roster.findUnique({ where: { id } });
  if (!roster) throw notFound();
  if (form.intent === 'make-slips') return makeSlips(change, id, form.renew === 'on', given.seal);
  if (roster.state === 'applied') throw conflict('This list was applied meanwhile.');
  if (await findJob(toJobName(id)))
    return refuse('This list is being worked at just now. Wait until that has ended.');
  switch (form.intent) {
    case 'read-columns':
      await setColumns(change, roster, form.columns);
      return { ended: startCheck(id) };
    case 'answer-rows':
      await inTransaction((tx) => setAnswers(tx, id, form.answers));
      return { ended: startCheck(id) };
    case 'read-again':
      return { ended: startCheck(id) };
    case 'drop-roster':
      await inTransaction((tx) => dropRoster(tx, id));
      await removeRosterFile(id);
      return { ended: Promise.resolve() };
    case 'apply-roster': {
      const where = { rosterId: id, verdict: 'withdraw', userId: { not: null } };
      if (form.leaving !== 'on' && (await db.rosterRow.count({ where })) > 0)
        return new Refusal({ leaving: ['Tick that these people leave, or correct the list.'] });
      return { ended: startApply(change, id, form.shown, given.follow) };
    }
    default:
      return form satisfies never;
  }
}

/** Remembers what the columns below these headings are read as. */
async function setColumns(
  { now = new Date() }: Change,
  { headingsKey }: { headingsKey: string | null },
  columns: Extract<RosterForm, { intent: 'read-columns' }>['columns'],
): Promise<void> {
  if (headingsKey === null) throw conflict('This list has no columns to choose from.');
  const fieldsJson = JSON.stringify(columns.map((column) => (column === 'none' ? null : column)));
  const data = { fieldsJson, changedAt: now };
  await db.rosterColumns.upsert({
    where: { id: headingsKey },
    create: { id: headingsKey, ...data },
    update: data,
  });
}

async function setAnswers(tx: Tx, rosterId: string, answers: readonly string[]): Promise<void> {
  for (const text of answers) {
    const [position, answer = null] = text.split(' ');
    const where = { rosterId, position: Number(position), asked: { not: null } };
    await tx.rosterRow.updateMany({ where, data: { answer } });
  }
}

async function dropRoster(tx: Tx, id: string): Promise<void> {
  await tx.rosterRow.deleteMany({ where: { rosterId: id } });
  await tx.roster.deleteMany({ where: { id, state: { not: 'applied' } } });
}

async function makeSlips(change: Change, id: string, renew: boolean, seal: Seal) {
  const { userIds, live } = await listToActivate(id, change.now ?? new Date());
  const kept = new Set(renew ? [] : live);
  const wanted = userIds.filter((userId) => !kept.has(userId));
  if (wanted.length === 0)
    return refuse('Everybody of this list has a password, or a slip that works.');
  await createSlips(change, wanted, seal);
  return { ended: Promise.resolve() };
}

const hourMs = 3_600_000;

/** Forgets the lists that nobody applied, the rows of old ones, and files that belong to none. */
export async function clearRosters(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - keptHours * hourMs);
  const stale = { state: { not: 'applied' }, createdAt: { lt: before } };
  for (const { id } of await db.roster.findMany({ where: stale, select: { id: true } })) {
    if (await findJob(toJobName(id))) continue;
    await inTransaction((tx) => dropRoster(tx, id));
    await removeRosterFile(id);
  }
  for (const id of await listOldRosterFiles(before)) await removeRosterFile(id);
  const told = new Date(now.getTime() - reportDays * 24 * hourMs);
  await db.rosterRow.deleteMany({ where: { roster: { appliedAt: { lt: told } } } });
}
