import type { Change } from '#app/auth/change.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { inTransaction, isUniqueViolation, newId, type Tx } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { conflict, notFound } from '#app/http/errors.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import { findBadgeHolder, getIdentity, writeIdentity } from './identity-mutations.server.ts';
import { identityWords, systems } from './identity-rules.ts';
import { liveAt } from './rules.ts';
import type { CorrectedForm, CorrectionForm } from './schema.ts';

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
    // A field that was left empty asks for nothing.
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
 * Corrects what a person is known by; a correction that they asked for is decided by it, and who learns here is told of
 * one that nobody asked for. Their password and sessions stay. @throws 404 when there is no such account.
 */
export async function correctPerson(
  { actor, requestId, now = new Date() }: Change,
  userId: string,
  { reason, ...form }: CorrectedForm,
): Promise<Refusal | null> {
  try {
    return await inTransaction(async (tx): Promise<Refusal | null> => {
      const user = await getIdentity(tx, userId);
      const { name, email } = form;
      const problem = await findProblem(tx, userId, form, now);
      if (problem) return problem;
      const { before, after } = await writeIdentity(tx, userId, user, form);
      if (Object.keys(after).length === 0)
        return refuse('This is what the account says already. Nothing was corrected.');
      const asked = await tx.correction.findFirst({ where: { userId, decidedAt: null } });
      if (asked) {
        const asAsked = name === (asked.name ?? user.name) && email === (asked.email ?? user.email);
        const made = { stands: { name, email }, asAsked };
        await decide(tx, asked, { by: actor, made, answer: reason, now });
      } else if (await isCadet(tx, userId)) {
        const changed = Object.entries(identityWords).flatMap(([key, words]) =>
          key in after ? [words] : [],
        );
        const text = { kind: 'person-corrected', by: actor.name, reason, changed } as const;
        const told = { userId, subjectId: userId, text: { ...text, stands: { name, email } } };
        await recordNotices(tx, [told], now);
      }
      await recordAudit(tx, {
        actorId: actor.id,
        action: 'correct-person',
        subject: 'user',
        subjectId: userId,
        before,
        after: { ...after, reason },
        requestId,
      });
      return null;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return emailTaken;
    throw error;
  }
}

/** Why a person cannot be known by this, at the field that is to blame. */
async function findProblem(
  tx: Tx,
  userId: string,
  form: Omit<CorrectedForm, 'reason'>,
  now: Date,
): Promise<Refusal | null> {
  const { email, badgeNumber, employeeNumber } = form;
  if (!email && !badgeNumber && !employeeNumber)
    return new Refusal({
      email: ['Nobody can sign in without an address and without a number. Write one of them.'],
    });
  const where = { email, accountId: null, ...liveAt(now) };
  if (email && (await tx.invitation.count({ where })) > 0)
    return new Refusal({
      email: [
        'An invitation to this address waits to be accepted. Withdraw it first, on the page of people.',
      ],
    });
  const holder = await findBadgeHolder(tx, userId, form);
  if (holder)
    return new Refusal({
      badgeNumber: [
        `${holder} has this badge number in the same agency. Two people cannot sign in with one.`,
      ],
    });
  const key = { system: systems.employeeNumber, value: employeeNumber ?? '' };
  const other = await tx.externalId.findUnique({
    where: { system_value: key },
    include: { user: { select: { name: true } } },
  });
  return other && other.userId !== userId
    ? new Refusal({ employeeNumber: [`${other.user.name} has this employee number.`] })
    : null;
}

/** `made`: what stands now, and whether just that was asked for; null: nothing was corrected. */
type Decision = {
  by: Actor;
  made: { stands: { name: string; email: string | null }; asAsked: boolean } | null;
  answer: string;
  now: Date;
};

const isCadet = async (tx: Tx, userId: string) =>
  (await tx.userRole.count({ where: { userId, role: 'cadet' } })) > 0;

/** Decides what a person asked for. Who learns here is told where they begin; everybody finds it in their account. */
async function decide(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
  { by, made, answer, now }: Decision,
): Promise<void> {
  const data = { decidedAt: now, decidedById: by.id, made: made !== null, answer };
  await tx.correction.update({ where: { id }, data });
  if (!(await isCadet(tx, userId))) return;
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
