import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransaction, isUniqueViolation, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import { liveAt, toNameColumns } from './rules.ts';
import type { CorrectionForm } from './schema.ts';

/**
 * Names and addresses that are wrong: the person asks, an administrator corrects or declines, and says why. What stood
 * before is in the audit log.
 */

type Wish = { name: string | null; email: string | null; reason: string };

/** Writes down what a person wants corrected in their own account. */
export async function createCorrection(
  tx: Tx,
  { actorId, requestId }: { actorId: string; requestId?: string },
  wish: Wish,
): Promise<void> {
  await tx.correction.create({ data: { id: newId(), userId: actorId, ...wish } });
  await recordAudit(tx, {
    actorId,
    action: 'ask-correction',
    subject: 'user',
    subjectId: actorId,
    after: wish,
    requestId,
  });
}

/** Asks for a correction of the actor's own name or address; one at a time. */
export async function askCorrection(
  { actor, requestId }: Change,
  form: CorrectionForm,
): Promise<Refusal | null> {
  return inTransaction(async (tx): Promise<Refusal | null> => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: actor.id } });
    const name = form.name === user.name ? null : form.name;
    const email = form.email === user.email ? null : form.email;
    if (!name && !email)
      return refuse('This is what your account says already. Change the name or the address.');
    const open = await tx.correction.count({ where: { userId: actor.id, decidedAt: null } });
    if (open > 0)
      return refuse('You have asked already. Your academy decides on that first; it stands above.');
    await createCorrection(
      tx,
      { actorId: actor.id, requestId },
      { name, email, reason: form.reason },
    );
    return null;
  });
}

const emailTaken = new Refusal({
  email: ['Another account has this address. Two people cannot sign in with one.'],
});

/**
 * Corrects a person's name and address; a correction that they asked for is decided by it. Their password and sessions
 * stay. @throws 404 when there is no such account.
 */
export async function correctPerson(
  { actor, requestId, now = new Date() }: Change,
  userId: string,
  { name, email, reason }: CorrectionForm,
): Promise<Refusal | null> {
  try {
    return await inTransaction(async (tx): Promise<Refusal | null> => {
      const user = await tx.user.findUnique({ where: { id: userId } });
      if (!user) throw notFound();
      if (name === user.name && email === user.email)
        return refuse('This is what the account says already. Nothing was corrected.');
      const invited = await tx.invitation.count({
        where: { email, accountId: null, ...liveAt(now) },
      });
      if (invited > 0)
        return new Refusal({
          email: [
            'An invitation to this address waits to be accepted. Withdraw it first, on the page of people.',
          ],
        });
      await tx.user.update({ where: { id: userId }, data: { ...toNameColumns(name), email } });
      const asked = await tx.correction.findFirst({ where: { userId, decidedAt: null } });
      if (asked) {
        const asAsked = name === (asked.name ?? user.name) && email === (asked.email ?? user.email);
        const made = { stands: { name, email }, asAsked };
        await decide(tx, asked, { by: actor, made, answer: reason, now });
      }
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'correct-person',
        subject: 'user',
        subjectId: userId,
        before: { name: user.name, email: user.email },
        after: { name, email, reason },
        requestId,
      });
      return null;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

/** `made`: what stands now, and whether just that was asked for; null: nothing was corrected. */
type Decision = {
  by: Actor;
  made: { stands: { name: string; email: string }; asAsked: boolean } | null;
  answer: string;
  now: Date;
};

/** Decides what a person asked for. Who learns here is told where they begin; everybody finds it in their account. */
async function decide(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
  { by, made, answer, now }: Decision,
): Promise<void> {
  const data = { decidedAt: now, decidedById: by.id, made: made !== null, answer };
  await tx.correction.update({ where: { id }, data });
  const isCadet = (await tx.userRole.count({ where: { userId, role: 'cadet' } })) > 0;
  if (!isCadet) return;
  const text = { kind: 'correction-decided', by: by.name, reason: answer } as const;
  const decided = { ...text, made: made !== null, ...made };
  await recordNotices(tx, [{ userId, subjectId: id, text: decided }], now);
}

/**
 * Declines what a person asked for.
 * @throws 404 when they asked for nothing, 409 when it was decided meanwhile
 */
export async function declineCorrection(
  { actor, requestId, now = new Date() }: Change,
  userId: string,
  answer: string,
): Promise<null> {
  return inTransaction(async (tx) => {
    const asked = await tx.correction.findFirst({
      where: { userId },
      orderBy: { askedAt: 'desc' },
    });
    if (!asked) throw notFound();
    if (asked.decidedAt) throw conflict('This correction was decided elsewhere in the meantime.');
    await decide(tx, asked, { by: actor, made: null, answer, now });
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'decline-correction',
      subject: 'user',
      subjectId: userId,
      before: { name: asked.name, email: asked.email },
      after: { answer },
      requestId,
    });
    return null;
  });
}
