import type { Change } from '#app/auth/change.ts';
import { needsFactor } from '#app/auth/guards.server.ts';
import { findPasswordProblem } from '#app/auth/new-password.server.ts';
import { verifyPassword } from '#app/auth/password.server.ts';
import { isStoredWell, openStored, sealStored } from '#app/auth/stored-secret.server.ts';
import { db, inTransaction, inTransactionAbout } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { changeOwnPassword } from '#app/features/people/sign-in/password-mutations.server.ts';
import { endOtherSessions } from '#app/features/people/sign-in/session-mutations.server.ts';
import { toTriedName, trySecret } from '#app/features/people/sign-in/try-mutations.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { Refusal, refuse } from '#app/http/refusal.ts';
import { findStep, makeSecret } from './code-app.server.ts';
import { addPasskey, type Own, removeFactor } from './passkey-mutations.server.ts';
import { findNewApp, getFactors, hasSecondFactor } from './queries.server.ts';
import { makeCodeRows, replaceCodes } from './recovery-codes.server.ts';
import { removeFactors } from './remove-mutations.server.ts';
import { hasFactor } from './rules.ts';
import type { SecondFactorForm } from './schema.ts';

/** What a person changes of their own second factor. */

/** The one change that a form of the page asks for. @returns Set-Cookie values that come of it */
export async function applySecondFactorForm(
  own: Own,
  form: SecondFactorForm,
): Promise<Refusal | string[]> {
  if (form.intent === 'change-password') return changeOwnPassword(own.change, own.visit, form);
  return (await applyFactorForm(own, form)) ?? [];
}

type FactorForm = Exclude<SecondFactorForm, { intent: 'change-password' }>;

function applyFactorForm(own: Own, form: FactorForm): Promise<Refusal | null> {
  switch (form.intent) {
    case 'begin-app':
      return beginApp(own.change);
    case 'confirm-app':
      return confirmApp(own, form.oneTimeCode);
    case 'remove-app':
      return removeFactor(own, 'app');
    case 'add-passkey':
      return addPasskey(own, form);
    case 'remove-passkey':
      return removeFactor(own, form);
    case 'make-recovery-codes':
      return makeRecoveryCodes(own);
    case 'keep-recovery-codes':
      return keepRecoveryCodes(own.change);
    case 'turn-off':
      return turnOff(own, form.currentPassword);
    default:
      return form satisfies never;
  }
}

/** Makes the secret of an app to set up. The one that stands goes on to count until a code of the new one is right. */
async function beginApp({ actor: { id }, now = new Date() }: Change): Promise<null> {
  const begun = { newSecret: sealStored(makeSecret(), id), newAt: now };
  await inTransactionAbout(id, async (tx) => {
    await tx.codeApp.upsert({
      where: { userId: id },
      create: { userId: id, ...begun },
      update: begun,
    });
  });
  return null;
}

const notThisCode = new Refusal({
  oneTimeCode: [
    'This code does not fit. Type the six digits that the app shows now; if none fits, the clock of your phone may be wrong: let it set the time by itself.',
  ],
});

/**
 * Takes the app that is being set up, shown by a code of it, in the place of the one before. The first one turns the second
 * factor on: recovery codes are made with it, and all other sessions end, since they were opened without.
 */
async function confirmApp(
  { change: { actor, requestId, now = new Date() }, visit, seal }: Own,
  code: string,
): Promise<Refusal | null> {
  const begun = await findNewApp(actor, now);
  if (!begun) return refuse('This was begun too long ago. Begin again: nothing was changed.');
  const step = findStep(begun.secret, code);
  if (step === null) return notThisCode;
  const rows = await makeCodeRows(actor.id, seal, now);
  const factors = await getFactors(actor.id);
  const isFirst = !hasFactor(factors);
  await inTransactionAbout(actor.id, async (tx) => {
    await tx.codeApp.update({
      where: { userId: actor.id },
      data: {
        secret: sealStored(begun.secret, actor.id),
        confirmedAt: now,
        lastStep: step,
        newSecret: null,
        newAt: null,
      },
    });
    if (isFirst || !factors.codes) await replaceCodes(tx, actor.id, rows);
    const sessionsEnded = await endOtherSessions(tx, actor.id, visit, now);
    await recordAudit(tx, {
      actorId: actor.id,
      action: isFirst ? 'turn-on-second-factor' : 'change-app',
      subject: 'user',
      subjectId: actor.id,
      after: { sessionsEnded },
      requestId,
    });
  });
  return null;
}

async function makeRecoveryCodes({
  change: { actor, requestId, now = new Date() },
  seal,
}: Own): Promise<Refusal | null> {
  if (!(await hasSecondFactor(actor.id)))
    return refuse('Turn on a second factor first: recovery codes stand in for it.');
  const rows = await makeCodeRows(actor.id, seal, now);
  await inTransactionAbout(actor.id, async (tx) => {
    await replaceCodes(tx, actor.id, rows);
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'make-recovery-codes',
      subject: 'user',
      subjectId: actor.id,
      requestId,
    });
  });
  return null;
}

/** From now on the codes are nowhere but where their owner put them. */
async function keepRecoveryCodes({ actor: { id } }: Change): Promise<null> {
  await inTransactionAbout(id, async (tx) => {
    const put = { sealedCode: null, sealedUntil: null };
    await tx.recoveryCode.updateMany({ where: { userId: id }, data: put });
  });
  return null;
}

/** Turns the second factor off: the password has to do alone then, and be long enough for it. */
async function turnOff(
  { change: { actor, requestId, now = new Date() }, visit }: Own,
  currentPassword: string,
): Promise<Refusal | null> {
  if (needsFactor(actor)) return refuse('Your academy asks your role for a second factor.');
  const { id } = actor;
  const user = await db.user.findUnique({ where: { id } });
  const tried = await trySecret(visit, { name: toTriedName(actor), user }, () =>
    verifyPassword(user?.passwordHash, currentPassword),
  );
  const refused = (text: string) => new Refusal({ currentPassword: [text] });
  if (tried.kind === 'limited')
    return refused(`Too many tries. Try again ${formatWait(tried.seconds)}.`);
  if (tried.kind === 'wrong') return refused('This is not your present password.');
  await tried.forgive();
  if (await findPasswordProblem(currentPassword, { ...actor, hasSecondFactor: false }))
    return refused(
      'Your password is too short, or too easy to guess, to open your account alone. Choose a longer one first, on the page of your account.',
    );
  await inTransactionAbout(id, async (tx) => {
    await removeFactors(tx, id);
    await tx.user.update({ where: { id }, data: { passwordDoubted: false } });
    const sessionsEnded = await endOtherSessions(tx, actor.id, visit, now);
    await recordAudit(tx, {
      actorId: id,
      action: 'turn-off-second-factor',
      subject: 'user',
      subjectId: id,
      after: { sessionsEnded },
      requestId,
    });
  });
  return null;
}

/**
 * Seals the secrets of all apps by the key that is set first now: those that were stored before there was one, and those of a
 * key that was replaced. @returns how many were sealed, and how many no key that is set here opens.
 */
export async function sealSecrets(): Promise<{ sealed: number; lost: number }> {
  const apps = await db.codeApp.findMany({ where: { secret: { not: null } } });
  const stale = apps.filter(({ secret }) => secret !== null && !isStoredWell(secret));
  let lost = 0;
  for (const { userId, secret } of stale) {
    const opened = openStored(secret ?? '', userId);
    if (opened === null) lost += 1;
    else
      await inTransaction(async (tx) => {
        const data = { secret: sealStored(opened, userId) };
        await tx.codeApp.updateMany({ where: { userId, secret }, data });
      });
  }
  return { sealed: stale.length - lost, lost };
}
