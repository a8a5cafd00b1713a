import type { Change } from '#app/auth/change.ts';
import { inTransaction, join, type Sql, sql } from '#app/db/client.server.ts';
import {
  appendGradings,
  readMarks,
} from '#app/features/assessment/regrades/grading-mutations.server.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { toNoticeResult } from '#app/features/notices/rules.ts';
import type { NewNotice } from '#app/features/notices/schema.ts';
import {
  findFixesOf,
  type GradedRow,
  readAnswers,
  selectGraded,
  toGraded,
} from '#app/features/records/gradings/history-queries.server.ts';
import { type GradingDraft, toMarks } from '#app/features/records/gradings/history-rules.ts';
import { deriveGrading } from '#app/features/records/gradings/key-fix-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { readSeat } from '#app/features/records/gradings/seat-queries.server.ts';
import { mayDecide } from '#app/features/records/gradings/taught-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { type Refusal, refuse } from '#app/http/refusal.ts';
import { listPending } from './manual-queries.server.ts';

/** Points that an instructor gives: to answers that waited for them, and on appeal. */

/** One answer as the form named it: item, and text as `normalizeText` makes it. */
export type Reading = {
  item: string;
  text: string;
  attempts: readonly string[];
  points: number;
  reason: string;
};

/** An appeal that was decided: points (0..1, to a hundredth) of one item. */
export type Appeal = { item: string; points: number; reason: string };

/** How many attempts were graded, and how many were not, because someone else had decided meanwhile. */
export type ReadingResult = { graded: number; missed: number };

type QuizPlan = { quizId: string; title: string; planned: Planned[] };
type Planned = { row: GradedRow; draft: GradingDraft; item: number };

/**
 * Gives points to an answer that waited, in each of these attempts. Attempts in which it does not wait any more are left as
 * they are.
 * @throws 404 when one of the attempts is not of a cadet of the actor's, or their own.
 */
export function gradeAnswer(change: Change, reading: Reading): Promise<ReadingResult> {
  const { item, text, attempts, points, reason } = reading;
  const isWaiting = (row: GradedRow) =>
    listPending(toGraded(row)).some((one) => one.itemId === item && one.text === text);
  return decide(change, attempts, { item, points, reason, kind: 'manual', applies: isWaiting });
}

/** As `gradeAnswer`, in one attempt; refused when the answer does not wait in it. */
export async function gradeOneAnswer(
  change: Change,
  attemptId: string,
  reading: Omit<Reading, 'attempts'>,
): Promise<Refusal | null> {
  const { graded } = await gradeAnswer(change, { ...reading, attempts: [attemptId] });
  if (graded === 1) return null;
  return refuse('This answer does not wait any more. Look at the attempt as it stands now.');
}

/**
 * Changes the points of one item of an attempt. Refused when it has them already, or has none to change: unscored or taken
 * out.
 * @throws 404 when the attempt is not a finished one of a cadet of the actor's, or is their own.
 */
export async function decideAppeal(
  change: Change,
  attemptId: string,
  { item, points, reason }: Appeal,
): Promise<Refusal | null> {
  const applies = (row: GradedRow) => {
    const { detail } = toGraded(row);
    const graded = Object.hasOwn(detail, item) ? detail[item] : undefined;
    return graded !== undefined && graded.outcome !== 'dropped';
  };
  const result = await decide(change, [attemptId], {
    item,
    points,
    reason,
    kind: 'appeal',
    applies,
  });
  if (result.graded === 1) return null;
  return refuse('The item has these points already, or none that can be changed.');
}

type Deciding = {
  item: string;
  points: number;
  reason: string;
  kind: 'manual' | 'appeal';
  applies: (row: GradedRow) => boolean;
};

async function decide(
  change: Change,
  attemptIds: readonly string[],
  deciding: Deciding,
): Promise<ReadingResult> {
  const { actor } = change;
  const ids = [...new Set(attemptIds)];
  const scope = sql`a."id" IN (${join(ids)}) AND ${mayDecide(actor)}`;
  // What was read before the transaction may be old in it: then it is all read again.
  for (let round = 0; round < 4; round += 1) {
    const rows = await selectGraded(scope);
    if (rows.length < ids.length) throw notFound();
    const plan = await planDecision(rows, deciding);
    const graded = plan?.planned.length ?? 0;
    if (!plan || (await append(change, plan, deciding, scope)))
      return { graded, missed: ids.length - graded };
  }
  return { graded: 0, missed: ids.length };
}

const isFinished = ({ status }: GradedRow) => status === 'submitted' || status === 'expired';

/** What to write, for the attempts at the first one's quiz; null when there is nothing. */
async function planDecision(
  rows: readonly GradedRow[],
  { item, points, applies }: Deciding,
): Promise<QuizPlan | null> {
  const quizId = rows[0]?.quizId ?? '';
  const planned: Planned[] = [];
  let title = '';
  const fixes = await findFixesOf(rows);
  for (const row of rows) {
    if (row.quizId !== quizId || !isFinished(row) || !applies(row)) continue;
    const before = toGraded(row);
    const known = before.detail[item];
    if (known?.points === points && known.outcome !== 'pending') continue;
    const answers = await readAnswers(row, before);
    const { body } = answers.version;
    // By its type, not by how it came out: a rating without an answer is as unscored as one with an answer.
    if (!body.items.some(({ id, type }) => id === item && isScored({ type }))) continue;
    title = body.frontmatter.title;
    const decisions = new Map(answers.decisions).set(item, points);
    const after = deriveGrading({ ...answers, decisions }, fixes.get(row.id) ?? []);
    const { id: attemptId, userId, sequence, keyRevisionId: revisionId } = row;
    planned.push({
      row,
      item: orderItems(body, row.seed, answers.drawn).findIndex(({ id }) => id === item) + 1,
      draft: { attemptId, userId, sequence, revisionId, before, after },
    });
  }
  return planned.length === 0 ? null : { quizId, title, planned };
}

/** Writes the gradings; false when one of the attempts was changed since it was read. */
async function append(
  { actor, requestId, now = new Date() }: Change,
  { quizId, title, planned }: QuizPlan,
  { kind, points, reason }: Deciding,
  scope: Sql,
): Promise<boolean> {
  const seat = await readSeat(quizId);
  const action = kind === 'manual' ? 'grade-answer' : 'decide-appeal';
  return inTransaction(async (tx) => {
    const stands = new Set((await readMarks(tx, scope)).map((mark) => toMarks([mark])));
    if (!planned.every(({ row }) => stands.has(toMarks([row])))) return false;
    const drafts = planned.map(({ draft }) => draft);
    const decision = { kind, action, actorId: actor.id, reason, now, requestId } as const;
    const consequences = await appendGradings(tx, seat, drafts, decision);
    const notices = planned.map(({ row, draft, item }): NewNotice => {
      const { before, after, userId } = draft;
      const turned = before.passed !== after.passed && consequences.get(userId);
      return {
        userId,
        subjectId: row.id,
        text: {
          kind: 'graded',
          quiz: title,
          number: row.number,
          by: actor.name,
          reason,
          item,
          points,
          pending: after.pending,
          appeal: kind === 'appeal',
          before: toNoticeResult(before),
          after: toNoticeResult(after),
          ...(turned || { completed: [], voided: [] }),
        },
      };
    });
    await recordNotices(tx, notices, now);
    return true;
  });
}
