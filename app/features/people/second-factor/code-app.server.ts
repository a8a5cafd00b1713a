import { Secret, TOTP } from 'otpauth';
import { openStored } from '#app/auth/stored-secret.server.ts';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { secondsApart } from '#app/time/steady-clock.server.ts';

/** Codes of an app: six digits, new every 30 seconds, HMAC-SHA-1 (RFC 6238), which is what every app can do. */

const periodSeconds = 30;
// One step either way: a telephone's clock that is off, and a person who types slowly.
const window = 1;

const toTotp = (secret: string, label = '') =>
  new TOTP({
    issuer: `Rapport ${env.APP_URL.hostname}`,
    label,
    secret: Secret.fromBase32(secret),
    period: periodSeconds,
  });

/** A new secret of 160 bits, in base 32. */
export const makeSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code of a secret says to an app. */
export const toAddress = (secret: string, label: string): string =>
  toTotp(secret, label).toString();

/** The step whose code this is, now or one step away; null if it is none. */
export function findStep(secret: string, code: string): number | null {
  // The telephone goes by the time of day, not by the one that this server started with.
  const timestamp = Date.now() + secondsApart() * 1000;
  const totp = toTotp(secret);
  const delta = totp.validate({ token: code, timestamp, window });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** Takes a code of a person's app, once: neither the same one nor an earlier one opens anything any more. */
export async function takeAppCode(userId: string, code: string): Promise<boolean> {
  const app = await db.codeApp.findUnique({ where: { userId } });
  const secret = app?.secret && openStored(app.secret, userId);
  const step = secret ? findStep(secret, code) : null;
  if (step === null) return false;
  // In one statement, so that two browsers with the same code do not both get in.
  const { count } = await db.codeApp.updateMany({
    where: { userId, secret: app?.secret, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count > 0;
}
