import { createHash } from 'node:crypto';
import { env } from '#app/env.server.ts';
import { createSeal } from './seal.server.ts';

/**
 * Secrets that the server itself has to read again, such as those of apps that make codes: sealed by SECRETS_KEY, which is
 * in no database and no backup. Where there is no key they are stored as they are. Of several keys the first one seals and
 * all open, so that a key can be replaced.
 */

type Keys = readonly string[] | undefined;

const nameOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 12);
const sealOf = (key: string, about: string) => createSeal(key, 'rapport stored secrets', about);
const clear = 'clear';

/** A secret as it is stored. `about`: the id of whose it is, and for nobody else it opens. */
export function sealStored(secret: string, about: string, keys: Keys = env.SECRETS_KEY): string {
  const [key] = keys ?? [];
  return key ? `${nameOf(key)}:${sealOf(key, about).seal(secret)}` : `${clear}:${secret}`;
}

/** A stored secret as it was; null where the key that sealed it is not set here, or it is somebody else's. */
export function openStored(
  stored: string,
  about: string,
  keys: Keys = env.SECRETS_KEY,
): string | null {
  const [name, text = ''] = stored.split(':');
  if (name === clear) return text;
  const key = keys?.find((one) => nameOf(one) === name);
  return key ? sealOf(key, about).open(text) : null;
}

/** Whether a secret is stored as it would be now. */
export function isStoredWell(stored: string, keys: Keys = env.SECRETS_KEY): boolean {
  const [key] = keys ?? [];
  return stored.startsWith(`${key ? nameOf(key) : clear}:`);
}
