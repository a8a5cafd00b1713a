import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashSetSecret } from '#app/auth/password.server.ts';
import { openStored, sealStored } from '#app/auth/stored-secret.server.ts';
import { db, newId } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import type { TestBrowser } from './app.ts';
import { readPasskeyOptions, SoftwareAuthenticator } from './software-authenticator.ts';

/** The code of a secret (base 32) now, or some steps of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  const timestamp = Date.now() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** Turns a second factor on for a person, as of now. @returns the secret of their app */
export async function turnOnFactor(userId: string): Promise<string> {
  const secret = new Secret({ size: 20 }).base32;
  const app = { secret: sealStored(secret, userId), confirmedAt: new Date() };
  await db.codeApp.create({ data: { userId, ...app } });
  return secret;
}

/** A code that opens the account now, also where one of the same half minute was used before. */
export async function takeFreshCode(userId: string): Promise<string> {
  const { secret } = await db.codeApp.update({ where: { userId }, data: { lastStep: null } });
  return codeOf(openStored(secret ?? '', userId) ?? '');
}

/** Gives a person one more recovery code. @returns it */
export async function addRecoveryCode(userId: string, code = 'abcdefghjk'): Promise<string> {
  const salt = randomBytes(16).toString('base64url');
  const hash = await hashSetSecret(code, salt);
  await db.recoveryCode.create({ data: { id: newId(), userId, salt, hash } });
  return code;
}

/** Lets all sessions of a person be some minutes old, since when they have shown nothing. */
export async function letSessionsAge(userId: string, minutes = 20): Promise<void> {
  const createdAt = new Date(Date.now() - minutes * 60_000);
  await db.session.updateMany({ where: { userId }, data: { createdAt, confirmedAt: null } });
}

/** Gives a person a passkey that no device has. @returns its id */
export async function storePasskey(userId: string): Promise<string> {
  const id = newId();
  const made = { name: 'Key ring', credentialId: id, publicKey: '', counter: 0 };
  await db.passkey.create({ data: { id, userId, ...made } });
  return id;
}

/** Makes a passkey for a person, in a session of theirs, and puts away the codes that come. @returns the device that has it */
export async function addPasskey(
  browser: TestBrowser,
  name = 'Key ring',
  device = new SoftwareAuthenticator(),
): Promise<SoftwareAuthenticator> {
  const [options = ''] = readPasskeyOptions(await browser.get(paths.secondFactor()));
  const newPasskey = device.make(options);
  const form = { intent: 'add-passkey', name, newPasskey };
  const { status } = await browser.post(paths.secondFactor(), form);
  if (status !== 302) throw new Error(`The passkey was refused: ${status}.`);
  await browser.post(paths.secondFactor(), { intent: 'keep-recovery-codes' });
  return device;
}
