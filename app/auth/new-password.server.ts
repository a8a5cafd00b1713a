import { env } from '#app/env.server.ts';
import { loadCommonPasswords } from './common-passwords.server.ts';
import {
  leastCharacters,
  type PasswordOwner,
  toOwnWords,
  whyNotPassword,
} from './password-rules.ts';

/**
 * Why a new password of this person cannot be taken, as a sentence for them, or null. Every place that sets one asks. What
 * stands already goes on to open its account.
 * @param password in its normal form, see `toSecret`
 */
export async function findPasswordProblem(
  password: string,
  { name, email, hasSecondFactor }: PasswordOwner,
): Promise<string | null> {
  const isCommon = await loadCommonPasswords(leastCharacters.withSecondFactor);
  const { hostname } = env.APP_URL;
  const academy = [env.ACADEMY_NAME, env.MAIL_FROM, env.OIDC_ISSUER && env.OIDC_NAME];
  const ownWords = toOwnWords([
    name,
    email ?? '',
    hostname,
    'Rapport',
    ...academy.map((text) => text ?? ''),
  ]);
  return whyNotPassword(password, { hasSecondFactor, ownWords, isCommon });
}
