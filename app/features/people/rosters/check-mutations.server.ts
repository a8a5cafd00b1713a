import { createHash } from 'node:crypto';
import { db, inTransactionAbout, newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { toFailureWords } from '#app/http/storage.server.ts';
import { startJob } from '#app/jobs/background.server.ts';
import { isLongTurn, nextTurn } from '#app/long-turns.server.ts';
import { checkListTask, type FileCheck, type Remembered } from './check-schema.ts';
import type { Field } from './heading-rules.ts';
import { hashKnown, listKnown } from './known-queries.server.ts';
import { hasRosterFile, toRosterPath } from './roster-file.server.ts';
import { toJobName } from './roster-queries.server.ts';
import type { Answer, JudgedRow, RosterPerson } from './schema.ts';
import { type Told, toRowKey } from './verdict-rules.ts';

/** The dry run of a list that was sent in, kept to be looked at. */

/** A dry run, and the people and cohorts by which it was judged. */
export type JudgedRoster = { check: FileCheck; knownHash: string; rowsHash: string };

const fileGone =
  'The file of this list is not here any more. Send it once more, and nothing is lost: no row of it was applied.';
const tooMuch =
  'This list takes more time or memory to read than there is. Send it in parts, or only the columns about the people.';

/** Why a list could not be read or applied, for whoever sent it. */
export class RosterFailure extends Error {}

// What is remembered of headings; those said last count.
const mostRemembered = 500;

async function listRemembered(): Promise<Remembered> {
  const rows = await db.rosterColumns.findMany({
    orderBy: { changedAt: 'desc' },
    take: mostRemembered,
  });
  return new Map(
    rows.map(({ id, fieldsJson }) => [id, JSON.parse(fieldsJson) as (Field | null)[]]),
  );
}

async function listAnswers(rosterId: string): Promise<NonNullable<Told['answers']>> {
  const rows = await db.rosterRow.findMany({ where: { rosterId, answer: { not: null } } });
  return new Map(
    rows.map(({ line, userId: accountId, answer, asked }) => [
      toRowKey({ line, accountId }),
      { answer: answer as Answer, asked: asked ?? '' },
    ]),
  );
}

/** Reads the file of a list and judges it by who is known now. @throws RosterFailure when that cannot be done */
export async function judgeRoster(id: string): Promise<JudgedRoster> {
  if (!(await hasRosterFile(id))) throw new RosterFailure(fileGone);
  const roster = await db.roster.findUniqueOrThrow({
    where: { id },
    include: { cohort: { select: { name: true } } },
  });
  const [known, remembered, answers] = await Promise.all([
    listKnown(),
    listRemembered(),
    listAnswers(id),
  ]);
  const told = { cohort: roster.cohort?.name, whole: roster.whole, answers };
  const check = await askWorkshop(checkListTask, {
    file: toRosterPath(id),
    known,
    told,
    remembered,
  }).catch((cause: unknown) => {
    logger.warn({ err: cause, roster: id }, 'a list of people could not be read');
    throw new RosterFailure(tooMuch, { cause });
  });
  return { check, knownHash: hashKnown(known), rowsHash: hashRows(check.rows) };
}

/** What changes with anything that the rows of a list would do. */
function hashRows(rows: readonly JudgedRow[]): string {
  const hash = createHash('sha256');
  for (const { line, verdict, reason, person, accountId, changed, enrolls, leaves } of rows)
    hash.update(
      JSON.stringify([line, verdict, reason, person, accountId, changed, enrolls, leaves]),
    );
  return hash.digest('hex');
}

// What is known of a line stands beside its row; the rest, about the file, is told above all of them.
const mostProblems = 40;

// How many rows go in between two turns of others.
const rowsAtOnce = 500;

/** Keeps a dry run in place of the one before. Answers stay with the questions that are asked again. */
export async function storeCheck(
  tx: Tx,
  id: string,
  { check, rowsHash }: JudgedRoster,
): Promise<void> {
  const answers = new Map<string, { answer: string | null; asked: string | null }>();
  const answered = await tx.rosterRow.findMany({ where: { rosterId: id, answer: { not: null } } });
  for (const { line, userId, answer, asked } of answered)
    answers.set(toRowKey({ line, accountId: userId }), { answer, asked });
  await tx.rosterRow.deleteMany({ where: { rosterId: id } });
  for (let from = 0; from < check.rows.length; from += rowsAtOnce) {
    const rows = check.rows.slice(from, from + rowsAtOnce).map((row, at) => {
      const said = answers.get(toRowKey(row));
      return {
        rosterId: id,
        position: from + at + 1,
        line: row.line,
        verdict: row.verdict,
        reason: row.reason,
        personJson: row.person && JSON.stringify(toKept(row.person)),
        userId: row.verdict === 'create' ? newId() : row.accountId,
        asked: row.asked,
        mayTake: row.mayTake,
        answer: said && said.asked === row.asked ? said.answer : null,
      };
    });
    await insertRows(tx, 'RosterRow', rows);
    if (isLongTurn()) await nextTurn();
  }
  const lines = new Set(check.rows.map(({ line }) => line));
  const problems = check.problems.filter(({ line }) => !lines.has(line)).slice(0, mostProblems);
  await tx.roster.update({
    where: { id },
    data: {
      state: 'read',
      refused: check.refused,
      encoding: check.encoding,
      delimiter: check.delimiter,
      headerLine: check.headerLine,
      headingsKey: check.headingsKey,
      columnsJson: JSON.stringify(check.columns),
      problemsJson: JSON.stringify(problems),
      rowsHash,
    },
  });
}

const toKept = (person: RosterPerson) =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null));

/** Reads a list beside the requests, and keeps what it would change. @returns when that has ended */
export function startCheck(id: string): Promise<void> {
  return startJob(toJobName(id), async ({ signal }) => {
    try {
      const judged = await judgeRoster(id);
      if (signal.aborted) return;
      await inTransactionAbout(id, async (tx) => {
        const found = await tx.roster.findUnique({ where: { id } });
        if (!found || found.state === 'applied') return;
        await storeCheck(tx, id, judged);
        await tx.roster.update({ where: { id }, data: { failure: null } });
      });
    } catch (error) {
      await noteFailure(id, error);
    }
  });
}

/** Tells on the page of a list why it was not read or applied. @throws the error itself, where nobody foresaw it */
export async function noteFailure(id: string, error: unknown): Promise<void> {
  const failure =
    error instanceof RosterFailure
      ? error.message
      : isStorageFailure(error)
        ? `${toFailureWords(error)} Nothing of this list was applied. Try again in a moment.`
        : 'Something failed on our side. Nothing of this list was applied. Try again, and tell whoever runs the server if it fails again.';
  await db.roster.updateMany({ where: { id, state: { not: 'applied' } }, data: { failure } });
  if (!(error instanceof RosterFailure)) throw error;
}
