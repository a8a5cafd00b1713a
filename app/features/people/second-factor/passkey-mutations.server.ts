import type { Change, Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { db, inTransaction, inTransactionAbout, newId } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { endOtherSessions } from '#app/features/people/sign-in/session-mutations.server.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import { findCredentialId, readNewPasskey, readShownPasskey } from './passkey-ceremonies.server.ts';
import { type Asked, spendChallenge } from './passkey-challenge.server.ts';
import { findAsked, getFactors } from './queries.server.ts';
import { makeCodeRows, replaceCodes } from './recovery-codes.server.ts';
import { mostPasskeys } from './rules.ts';

/** Passkeys: kept, taken for who their owner is, and removed. */

/** What a person does to a factor of their own. */
export type Own = { change: Change; visit: Visit; seal: Seal };

const notTaken = new Refusal({
  newPasskey: [
    'This passkey was not taken: the page was open for more than ten minutes, or its answer was changed on its way. Press the button again.',
  ],
});

/**
 * Keeps a passkey that a browser made. The first factor of all turns the second factor on: recovery codes are made with it.
 * All other sessions end.
 */
export async function addPasskey(
  { change: { actor, requestId, now = new Date() }, visit, seal }: Own,
  { name, newPasskey }: { name: string; newPasskey: string },
): Promise<Refusal | null> {
  const { id: userId } = actor;
  const holder = toStoredId(visit.cookieHeader) ?? '';
  const made = await readNewPasskey(newPasskey, await findAsked(userId, holder));
  if (!made) return notTaken;
  const { passkey, answered } = made;
  const [factors, rows] = await Promise.all([getFactors(userId), makeCodeRows(userId, seal, now)]);
  // In the whole lock: nobody else keeps the same one in this moment.
  return inTransaction(async (tx) => {
    if (!(await spendChallenge(tx, answered))) return notTaken;
    const { credentialId } = passkey;
    if (await tx.passkey.findUnique({ where: { credentialId } }))
      return refuse('This passkey is kept already.');
    const before = await tx.passkey.count({ where: { userId } });
    if (before >= mostPasskeys)
      return refuse(
        `You have ${mostPasskeys} passkeys, which is as many as fit. Remove one first.`,
      );
    const id = newId();
    await tx.passkey.create({ data: { id, userId, name, createdAt: now, ...passkey } });
    if (!factors.codes) await replaceCodes(tx, userId, rows);
    const sessionsEnded = await endOtherSessions(tx, userId, visit, now);
    const subject = { actorId: userId, subject: 'user', subjectId: userId, requestId } as const;
    if (!factors.app && before === 0)
      await recordAudit(tx, { ...subject, action: 'turn-on-second-factor' });
    await recordAudit(tx, { ...subject, action: 'add-passkey', after: { name, sessionsEnded } });
    return null;
  });
}

/** Removes a passkey, or the app, while another one is left: the last of them is turned off, which asks for more. */
export async function removeFactor(
  { change: { actor, requestId, now = new Date() }, visit }: Own,
  which: { passkeyId: string } | 'app',
): Promise<Refusal | null> {
  const { id: userId } = actor;
  return inTransactionAbout(userId, async (tx) => {
    const [app, passkeys] = await Promise.all([
      tx.codeApp.count({ where: { userId, confirmedAt: { not: null } } }),
      tx.passkey.findMany({ where: { userId } }),
    ]);
    const passkey = which !== 'app' && passkeys.find(({ id }) => id === which.passkeyId);
    const isThere = which === 'app' ? app > 0 : passkey;
    // Another tab has removed it.
    if (!isThere) return null;
    if (app + passkeys.length === 1) return refuse(lastOne);
    if (passkey) await tx.passkey.delete({ where: { id: passkey.id } });
    else await tx.codeApp.delete({ where: { userId } });
    const sessionsEnded = await endOtherSessions(tx, userId, visit, now);
    await recordAudit(tx, {
      actorId: userId,
      action: passkey ? 'remove-passkey' : 'remove-app',
      subject: 'user',
      subjectId: userId,
      before: passkey ? { name: passkey.name } : undefined,
      after: { sessionsEnded },
      requestId,
    });
    return null;
  });
}

const lastOne =
  'This is all that you can show beside your password, so it stays. Set up another one first, then remove this one.';

/** Takes what a form shows of a passkey of this person, once. */
export async function takePasskey(asked: Asked, sent: string): Promise<boolean> {
  const credentialId = findCredentialId(sent);
  const passkey =
    credentialId && (await db.passkey.findFirst({ where: { credentialId, userId: asked.id } }));
  const shown = passkey && (await readShownPasskey(sent, asked, passkey));
  if (!shown) return false;
  return inTransactionAbout(asked.id, async (tx) => {
    if (!(await spendChallenge(tx, shown.answered))) return false;
    // Not where it was removed meanwhile, or another answer of it came in between.
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter },
      data: { counter: shown.counter, usedAt: new Date() },
    });
    return count > 0;
  });
}
