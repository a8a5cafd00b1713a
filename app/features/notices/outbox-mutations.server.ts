import { db, newId, sql, type Tx, writeRows } from '#app/db/client.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { metrics } from '#app/http/metrics.server.ts';
import { stopping } from '#app/http/stopping.server.ts';
import type { Letter } from '#app/mail/letter.tsx';
import { readFailure, toPause } from '#app/mail/mail-rules.ts';
import type { Send } from '#app/mail/transport.server.ts';

/**
 * The outbox: a message is a row, put there in the transaction of what it tells of, and leaves afterwards, over any of the
 * servers. At least once: a mail server that took a message and died before it said so gets it again, under the same
 * Message-ID. What it says is written as it leaves, by the room that knows.
 */

/** A message to put into the outbox. `key` names what it tells of: the same key twice is one message. `livesMinutes`: for how long it is worth sending. */
export type NewMessage = {
  kind: MessageKind;
  key: string;
  address: string;
  /** The network it is asked from, where nobody is signed in. */
  origin?: string | null;
  livesMinutes: number;
};

export type MessageKind = 'forgotten-password';

/** Writes the letter of a message to an address; null when there is nothing to say to it (any more). */
export type WriteLetter = (address: string, now: Date) => Promise<Letter | null>;

const minuteMs = 60_000;
/** For how long a server has a message for itself: longer than any try to send it takes. */
const holdMs = 3 * minuteMs;
/** For how long messages that have ended are kept, without their address. */
const keptMs = 30 * 24 * 60 * minuteMs;
const batch = 20;

/** Puts a message into the outbox, unless it is there. @param tx the transaction of what it tells of, if there is one */
export async function postMessage(
  { kind, key, address, origin = null, livesMinutes }: NewMessage,
  now: Date,
  tx?: Tx,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + livesMinutes * minuteMs);
  await writeRows(
    sql`INSERT INTO "OutboxMessage"
          ("id", "kind", "key", "address", "origin", "createdAt", "dueAt", "expiresAt", "tries")
        VALUES (${newId()}, ${kind}, ${key}, ${address}, ${origin}, ${now}, ${now}, ${expiresAt}, 0)
        ON CONFLICT ("key") DO NOTHING`,
    tx,
  );
}

/** How many messages were asked for from a network since. */
export const countAsked = (origin: string, since: Date): Promise<number> =>
  db.outboxMessage.count({ where: { origin, createdAt: { gt: since } } });

type Row = { id: string; kind: string; address: string | null; tries: number; expiresAt: Date };
type End = { outcome: 'sent' | 'refused' | 'given-up' | 'not-needed'; problem?: string };

/**
 * Sends what is due, one after the other, until nothing is or the server stops. Several servers may do so at once: each
 * message is taken by one of them.
 */
export async function sendDue(
  letters: Readonly<Record<MessageKind, WriteLetter>>,
  send: Send,
  toNow = () => new Date(),
): Promise<void> {
  const looked = toNow();
  await db.outboxMessage.deleteMany({
    where: { endedAt: { lt: new Date(looked.getTime() - keptMs) } },
  });
  for (;;) {
    const due = await db.outboxMessage.findMany({
      where: isDue(toNow()),
      orderBy: { dueAt: 'asc' },
      take: batch,
    });
    for (const row of due) {
      if (stopping.signal.aborted) return;
      if (await take(row, toNow())) await deliver(row, letters, send, toNow);
    }
    if (due.length < batch) return;
  }
}

const isDue = (now: Date) => ({
  endedAt: null,
  dueAt: { lte: now },
  OR: [{ takenUntil: null }, { takenUntil: { lte: now } }],
});

/** False when another server has it. */
async function take({ id }: Row, now: Date): Promise<boolean> {
  const data = { takenUntil: new Date(now.getTime() + holdMs), tries: { increment: 1 } };
  const { count } = await db.outboxMessage.updateMany({ where: { id, ...isDue(now) }, data });
  return count === 1;
}

async function deliver(
  row: Row,
  letters: Readonly<Record<MessageKind, WriteLetter>>,
  send: Send,
  toNow: () => Date,
): Promise<void> {
  const { id, kind, address } = row;
  const write = letters[kind as MessageKind];
  if (!write || !address) return end(row, { outcome: 'not-needed' }, toNow());
  if (row.expiresAt <= toNow()) return end(row, { outcome: 'given-up' }, toNow());
  const letter = await write(address, toNow());
  if (!letter) return end(row, { outcome: 'not-needed' }, toNow());
  try {
    await send({ id, to: address, letter });
  } catch (error) {
    const { means, says } = readFailure(error);
    if (means === 'never') return end(row, { outcome: 'refused', problem: says }, toNow());
    return putOff(row, says, toNow());
  }
  await end(row, { outcome: 'sent' }, toNow());
}

async function end(
  { id, kind, tries }: Row,
  { outcome, problem }: End,
  endedAt: Date,
): Promise<void> {
  const told = { message: id, kind, outcome, tries: tries + 1, problem };
  if (outcome === 'refused' || outcome === 'given-up') logger.warn(told, 'a mail did not leave');
  else logger.info(told, 'a mail is done with');
  metrics.mails.inc({ kind, outcome });
  const data = { endedAt, outcome, takenUntil: null, address: null, ...(problem && { problem }) };
  await db.outboxMessage.updateMany({ where: { id }, data });
}

async function putOff({ id, kind, tries }: Row, problem: string, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + toPause(tries + 1));
  logger.warn({ message: id, kind, problem, next: dueAt }, 'a mail waits: it could not be sent');
  await db.outboxMessage.updateMany({ where: { id }, data: { dueAt, takenUntil: null, problem } });
}
