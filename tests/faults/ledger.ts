import { sameChoice } from '#app/features/curriculum/items/value-rules.ts';
import { readAnswers } from '#app/features/records/gradings/schema.ts';

/** What a cadet's browsers sent and were told, and what must follow from it. */

/** An answer as one browser sent it. */
export type Note = { browser: string; itemId: string; value: string[]; seq: number };

/** What the server holds of an item in the end. `graded`: the value in the attempt's grading. */
export type Stored = {
  itemId: string;
  value: string[];
  seq: number;
  counted: boolean;
  graded: string[] | null;
};

/** What is wrong with an attempt, a sentence each. */
export type Verdict = { lost: string[]; duplicated: string[]; reordered: string[] };

/** The record of one attempt, as its cadet could keep it. */
export class Ledger {
  /** Every answer that left a browser, lost on the way or not. */
  readonly sent: Note[] = [];
  /** Those of which a browser heard that they are saved. */
  readonly acked: Note[] = [];
  /** Answers given in a tab that then said of all its answers that they are saved: these or newer ones. */
  readonly claimed: Note[] = [];
  /** Statuses of answers that were refused though nothing was wrong with them. */
  readonly refusals: number[] = [];

  /** Notes the answers of a save request. */
  noteSent(browser: string, body: unknown): Note[] {
    const form = new FormData();
    if (body instanceof URLSearchParams) for (const [name, value] of body) form.append(name, value);
    const notes = (readAnswers(form) ?? []).map(({ itemId, value, seq }) => ({
      browser,
      itemId,
      value,
      seq,
    }));
    this.sent.push(...notes);
    return notes;
  }

  /** Notes the reply to a save request as far as it says that answers are saved. */
  noteReply(notes: readonly Note[], text: string): void {
    const { saved } = JSON.parse(text) as { saved: string[] };
    this.acked.push(...notes.filter(({ itemId }) => saved.includes(itemId)));
  }

  noteRefusal(status: number): void {
    if (status < 500) this.refusals.push(status);
  }

  /** How many different answers were acknowledged. */
  countAcked(): number {
    return new Set(this.acked.map(({ browser, itemId, seq }) => `${browser} ${itemId} ${seq}`))
      .size;
  }
}

const tell = ({ browser, itemId, value, seq }: Note) =>
  `${itemId} = ${JSON.stringify(value)} (number ${seq}, ${browser})`;

const newest = (notes: readonly Note[]) =>
  notes.reduce<Note | null>((best, note) => (best && best.seq >= note.seq ? best : note), null);

/**
 * Holds the record of one submitted attempt against what the server graded. Of each item the newest answer that was
 * acknowledged must be in the result, or one sent later by its number whose acknowledgement was lost.
 */
export function judge(ledger: Ledger, stored: readonly Stored[]): Verdict {
  const verdict: Verdict = { lost: [], duplicated: [], reordered: [] };
  const itemIds = new Set([...ledger.sent, ...stored].map(({ itemId }) => itemId));
  for (const itemId of itemIds) {
    const of = <T extends { itemId: string }>(notes: readonly T[]) =>
      notes.filter((note) => note.itemId === itemId);
    const [kept, ...others] = of(stored);
    if (others.length > 0)
      verdict.duplicated.push(`${itemId} is stored ${others.length + 1} times`);
    if (kept && new Set(kept.value).size < kept.value.length)
      verdict.duplicated.push(`${itemId} holds a part twice: ${JSON.stringify(kept.value)}`);
    judgeItem(verdict, kept, {
      acked: newest(of(ledger.acked)),
      claimed: newest(of(ledger.claimed)),
      sent: of(ledger.sent),
    });
  }
  return verdict;
}

type ItemRecord = { acked: Note | null; claimed: Note | null; sent: readonly Note[] };

function judgeItem(verdict: Verdict, kept: Stored | undefined, record: ItemRecord): void {
  const { acked, claimed, sent } = record;
  const promised = newest([acked, claimed].flatMap((note) => note ?? []));
  if (!kept?.counted) {
    if (promised) verdict.lost.push(`${tell(promised)} was acknowledged and is not stored`);
    return;
  }
  const held = `${JSON.stringify(kept.value)} (number ${kept.seq})`;
  if (!kept.graded || !sameChoice(kept.graded, kept.value))
    verdict.lost.push(`${kept.itemId}: ${held} is stored, ${JSON.stringify(kept.graded)} graded`);
  const isHeld = ({ value, seq }: Note) => seq === kept.seq && sameChoice(value, kept.value);
  // The same value under an older number is what was promised: given again once the attempt was closed.
  if (promised && kept.seq < promised.seq && !sameChoice(promised.value, kept.value))
    verdict.reordered.push(`${tell(promised)} was acknowledged, the older ${held} is stored`);
  else if (acked && kept.seq === acked.seq && !isHeld(acked))
    verdict.lost.push(`${tell(acked)} was acknowledged, ${held} is stored`);
  else if (!sent.some(isHeld))
    verdict.lost.push(`${kept.itemId}: nobody sent ${held}, but ${sent.map(tell).join(', ')}`);
}
