import { hash, hashRaw, verify } from '@node-rs/argon2';
import { listSecretForms, toSecret } from './secret-rules.ts';

// argon2id (the library's default) at the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let hashOfNothing: Promise<string> | undefined;

/** Hashes a password, in its normal form, as a PHC string with argon2id (RFC 9106). */
export function hashPassword(password: string): Promise<string> {
  return hash(toSecret(password), cost);
}

/** The argon2id hash of one secret of a set, in base64url. All of a set have one salt: a try costs one hash, not ten. */
export async function hashSetSecret(secret: string, salt: string): Promise<string> {
  const made = await hashRaw(secret, { ...cost, salt: Buffer.from(salt, 'base64url') });
  return made.toString('base64url');
}

/**
 * Whether the password fits the hash: in its normal form, or as it may have been typed before secrets had one. Without a
 * hash (no such account, or none set yet) it does the same work and answers false, so that the time taken says nothing.
 */
export async function verifyPassword(
  storedHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  hashOfNothing ??= hashPassword('an account that does not exist');
  // Awaited on both paths: the first call after a start must not be slower for an unknown account only.
  const nothing = await hashOfNothing;
  for (const form of listSecretForms(password))
    if (await verify(storedHash ?? nothing, form)) return Boolean(storedHash);
  return false;
}
