import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { toMark } from '#app/auth/made-for.server.ts';
import { env } from '#app/env.server.ts';
import {
  type Answered,
  type Asked,
  challengeMinutes,
  makeChallenge,
  readChallenge,
  type Use,
} from './passkey-challenge.server.ts';

/**
 * What browsers are asked about passkeys, and whether their answers are right (Web Authentication, level 3). Nothing is
 * stored here. Nothing else knows the library.
 */

/** What a browser is asked, as JSON that goes into the page. */
export type PasskeyOptions = string;

/** A passkey as it is stored. `counter`: of its last use. */
export type StoredPasskey = {
  credentialId: string;
  publicKey: string;
  counter: number;
  transportsJson: string;
};

const { origin, hostname: rpID } = env.APP_URL;
const timeout = challengeMinutes * 60_000;
const toBytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));
const toBase64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const text = z.base64url().max(10_000);
const credential = { id: text, rawId: text, type: z.literal('public-key') };
const transportSchema = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
const transportsSchema = z
  .array(z.string())
  .transform((names) => names.flatMap((name) => transportSchema.safeParse(name).data ?? []));
const addedSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: transportsSchema.optional(),
  }),
});
const shownSchema = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
});

/** What a form brought: JSON in base64url, as `passkey-field.client.ts` makes it. null when it is none of this shape. */
function parseSent<Shape>(sent: string, schema: z.ZodType<Shape>): Shape | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(sent, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** The credential that a form says it shows; null when it says nothing of the kind. */
export function findCredentialId(sent: string): string | null {
  return parseSent(sent, shownSchema)?.id ?? null;
}

const toDescriptors = (passkeys: readonly StoredPasskey[]) =>
  passkeys.map(({ credentialId: id, transportsJson }) => {
    return { id, transports: transportsSchema.parse(JSON.parse(transportsJson)) };
  });

/** What a browser is asked to make a new passkey. `has`: those that are there, of which no device makes a second one. */
export async function toCreationOptions(
  asked: Asked,
  { name, email, has }: { name: string; email: string | null; has: readonly StoredPasskey[] },
): Promise<PasskeyOptions> {
  const options = await generateRegistrationOptions({
    rpName: 'Rapport',
    rpID,
    userID: new Uint8Array(Buffer.from(toMark(asked.id))),
    userName: email ?? name,
    userDisplayName: name,
    challenge: toBytes(makeChallenge('add', asked)),
    timeout,
    attestationType: 'none',
    excludeCredentials: toDescriptors(has),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return JSON.stringify(options);
}

/** What a browser is asked to show one of these. */
export async function toShowingOptions(
  asked: Asked,
  passkeys: readonly StoredPasskey[],
): Promise<PasskeyOptions> {
  const options = await generateAuthenticationOptions({
    rpID,
    challenge: toBytes(makeChallenge('show', asked)),
    timeout,
    allowCredentials: toDescriptors(passkeys),
    // A password has been shown before: that somebody is there is enough.
    userVerification: 'preferred',
  });
  return JSON.stringify(options);
}

/** Remembers which challenge of ours was answered. */
function expect(use: Use, asked: Asked) {
  let answered: Answered | null = null;
  const expectedChallenge = (challenge: string) => {
    const expiresAt = readChallenge(challenge, use, asked);
    answered = expiresAt && { challenge, expiresAt };
    return answered !== null;
  };
  const options = { expectedChallenge, expectedOrigin: origin, expectedRPID: rpID };
  return { options: { ...options, requireUserVerification: false }, answered: () => answered };
}

/** A new passkey that a form brought, with the challenge that it answered; null when anything of it is not right. */
export async function readNewPasskey(
  sent: string,
  asked: Asked,
): Promise<{ passkey: StoredPasskey; answered: Answered } | null> {
  const response = parseSent(sent, addedSchema);
  if (!response) return null;
  const { options, answered } = expect('add', asked);
  // The library says what is wrong by throwing, and of odd bytes in odd ways.
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    ...options,
  }).catch(() => ({ registrationInfo: undefined }));
  const spent = answered();
  if (!registrationInfo || !spent) return null;
  const { id: credentialId, publicKey, counter } = registrationInfo.credential;
  const transportsJson = JSON.stringify(response.response.transports ?? []);
  const passkey = { credentialId, publicKey: toBase64url(publicKey), counter, transportsJson };
  return { passkey, answered: spent };
}

/** The counter of a use of this passkey that a form brought, with the challenge; null when anything of it is not right. */
export async function readShownPasskey(
  sent: string,
  asked: Asked,
  { credentialId: id, publicKey, counter }: StoredPasskey,
): Promise<{ counter: number; answered: Answered } | null> {
  const response = parseSent(sent, shownSchema);
  if (!response || response.id !== id) return null;
  const { options, answered } = expect('show', asked);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    ...options,
    credential: { id, publicKey: toBytes(publicKey), counter },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  const spent = answered();
  if (!verified || !authenticationInfo || !spent) return null;
  return { counter: authenticationInfo.newCounter, answered: spent };
}
