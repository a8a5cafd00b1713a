import type { Visit } from '#app/auth/change.ts';
import { noPendingCookie, readPending } from '#app/auth/pending-sign-in.server.ts';
import { isRole, type Role } from '#app/auth/permissions.ts';
import { db, inTransactionAbout } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { openSessionOf } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { toShownKind, tryFactor } from './factor-tries.server.ts';
import type { PasskeyOptions } from './passkey-ceremonies.server.ts';
import { findShowingOptions, getFactors } from './queries.server.ts';
import { hasFactor } from './rules.ts';
import type { Shown } from './schema.ts';

/** The second step of signing in. */

async function findAccount({ cookieHeader }: Visit) {
  const pending = readPending(cookieHeader);
  const user =
    pending &&
    (await db.user.findUnique({ where: { id: pending.userId }, include: { roles: true } }));
  return user && !user.disabledAt && pending?.isOf(user) ? { ...user, holder: pending.id } : null;
}

/** What a half signed-in person can show. `passkey`: what their browser is asked. */
export type PendingFactors = {
  app: { works: boolean } | null;
  passkey: PasskeyOptions | null;
  codesLeft: number;
};

/**
 * What the person can show whose password was right in this browser; null when that was too long ago, or is not so any more.
 */
export async function findPendingFactors(visit: Visit): Promise<PendingFactors | null> {
  const user = await findAccount(visit);
  if (!user) return null;
  const [factors, passkey] = await Promise.all([getFactors(user.id), findShowingOptions(user)]);
  if (!hasFactor(factors)) return null;
  const { app, codes } = factors;
  return { app: app && { works: app.works }, passkey, codesLeft: codes?.left ?? 0 };
}

/** What came of a code. `over`: the password has to be typed again. */
export type StepResult =
  | { kind: 'signed-in'; cookies: string[]; userId: string; roles: Role[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'limited'; seconds: number }
  | { kind: 'over' };

const over = { kind: 'over' } as const;

/** Signs in the person whose password was right in this browser, if what they show is theirs. */
export async function finishSignIn(visit: Visit, shown: Shown): Promise<StepResult> {
  const user = await findAccount(visit);
  if (!user) return over;
  const kind = toShownKind({ ...shown, currentPassword: undefined });
  if (!kind) return { kind: 'refused', refusal: notShown };
  const tried = await tryFactor(visit, user, kind, shown);
  if (tried.kind === 'limited') return tried;
  if (tried.kind === 'wrong') return { kind: 'refused', refusal: toWrongCode(shown) };
  const { id, passwordHash } = user;
  const cookies = await openSessionOf({ id, passwordHash }, visit, { shown: 'second factor' });
  if (!cookies) return over;
  await tried.forgive();
  await inTransactionAbout(user.id, (tx) =>
    recordAudit(tx, {
      actorId: user.id,
      action: 'sign-in',
      subject: 'user',
      subjectId: user.id,
      after: { with: kind },
      requestId: visit.requestId,
    }),
  );
  const roles = user.roles.map(({ role }) => role).filter(isRole);
  return { kind: 'signed-in', cookies: [...cookies, noPendingCookie], userId: id, roles };
}

const notShown = new Refusal({
  '': ['Type the code that your app shows now, show your passkey, or use a recovery code.'],
});

/** Said of a code that opens nothing, at the field where it was typed. */
export function toWrongCode({ recoveryCode, passkey }: Shown): Refusal {
  if (passkey)
    return new Refusal({
      passkey: [
        'This passkey did not open your account: it is none of yours here, or the page was open for more than ten minutes. Press the button again.',
      ],
    });
  if (recoveryCode)
    return new Refusal({
      recoveryCode: ['This is none of your recovery codes that are left. Each works once.'],
    });
  return new Refusal({
    oneTimeCode: [
      'This code does not fit, or was used already. Wait until the app shows the next one, and type that.',
    ],
  });
}
