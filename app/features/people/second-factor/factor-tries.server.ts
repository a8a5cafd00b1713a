import type { Visit } from '#app/auth/change.ts';
import { verifyPassword } from '#app/auth/password.server.ts';
import {
  type TryResult,
  toTriedName,
  trySecret,
} from '#app/features/people/sign-in/try-mutations.server.ts';
import { takeAppCode } from './code-app.server.ts';
import type { Asked } from './passkey-challenge.server.ts';
import { takePasskey } from './passkey-mutations.server.ts';
import { takeRecoveryCode } from './recovery-codes.server.ts';
import type { Shown } from './schema.ts';

/** Of whom it is asked, and in which session or sign-in under way. */
export type Prover = Asked & { email: string | null };

/** What was shown, in a word for the log. */
export type ShownKind = 'app' | 'recovery code' | 'passkey' | 'password';

/** What a form shows of its sender; null when nothing was filled in. */
export function toShownKind({
  oneTimeCode,
  recoveryCode,
  passkey,
  currentPassword,
}: Shown): ShownKind | null {
  if (passkey) return 'passkey';
  if (recoveryCode) return 'recovery code';
  if (oneTimeCode) return 'app';
  return currentPassword ? 'password' : null;
}

const ofFactor = (name: string) =>
  ({ name: `second factor of ${name}`, event: 'refuse-code' }) as const;

/**
 * Tries what a person shows of themselves, within the limits of all tries. Codes have failures of their own: a right
 * password forgives none of them. Nobody gets here without the password, so that strangers use up nothing.
 */
export async function tryFactor(
  visit: Visit,
  user: Prover,
  kind: ShownKind,
  { oneTimeCode = '', recoveryCode = '', passkey = '', currentPassword = '' }: Shown,
): Promise<TryResult> {
  const name = toTriedName(user);
  const checks: Record<ShownKind, () => Promise<boolean>> = {
    app: () => takeAppCode(user.id, oneTimeCode),
    'recovery code': () => takeRecoveryCode(user.id, recoveryCode, visit),
    passkey: () => takePasskey(user, passkey),
    password: () => verifyPassword(user.passwordHash, currentPassword),
  };
  const tried = kind === 'password' ? { name } : ofFactor(name);
  return trySecret(visit, { ...tried, user }, checks[kind]);
}
