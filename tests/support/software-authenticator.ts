import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import type { Page } from './app.ts';

/**
 * An authenticator made of nothing but node:crypto, and the browser around it (Web Authentication, level 3): it makes keys
 * on P-256 and signs what pages ask, as a device would. What it says of itself can be bent, as an attacker would.
 */

const optionsSchema = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }).optional(),
  rpId: z.string().optional(),
});

/** What a page asks about passkeys, in the order of its fields: JSON. */
export function readPasskeyOptions({ html }: Pick<Page, 'html'>): string[] {
  return [...html.matchAll(/<passkey-field options="([^"]*)"/g)].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

// CBOR (RFC 8949) of what is needed here: small whole numbers, bytes, text, and maps of them.
type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

function toHead(kind: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(kind << 5) | value]);
  if (value < 256) return Buffer.from([(kind << 5) | 24, value]);
  return Buffer.from([(kind << 5) | 25, value >> 8, value & 255]);
}

function toCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? toHead(1, -1 - value) : toHead(0, value);
  if (typeof value === 'string')
    return Buffer.concat([toHead(3, value.length), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([toHead(2, value.length), value]);
  const pairs = [...value].flatMap(([key, one]) => [toCbor(key), toCbor(one)]);
  return Buffer.concat([toHead(5, value.size), ...pairs]);
}

/** What may be bent. `rpId`, `origin`: as the browser saw them; `counter`: the one that is sent; `challenge`: another one. */
type Bent = { origin?: string; rpId?: string; counter?: number; challenge?: string; type?: string };

export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private counter = 0;

  /** `counts`: how often it was used, as security keys do and synced passkeys do not. */
  constructor(
    private readonly counts = true,
    private readonly origin = 'http://localhost:3000',
  ) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  /** What its browser sends of a new passkey. `options`: what the page asked. */
  make(options: string, bent: Bent = {}): string {
    const { challenge, rp } = optionsSchema.parse(JSON.parse(options));
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const key = new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const id = this.credentialId;
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      toCbor(key),
    ]);
    const authData = Buffer.concat([this.toData(bent.rpId ?? rp?.id, 0x45, bent), attested]);
    const attestation = new Map<Cbor, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return this.send({
      clientDataJSON: this.toClientData(challenge, 'webauthn.create', bent),
      attestationObject: toCbor(attestation).toString('base64url'),
      transports: ['usb'],
    });
  }

  /** What its browser sends to show the passkey. */
  show(options: string, bent: Bent = {}): string {
    const { challenge, rpId } = optionsSchema.parse(JSON.parse(options));
    if (this.counts) this.counter += 1;
    const data = this.toData(bent.rpId ?? rpId, 0x05, bent);
    const clientDataJSON = this.toClientData(challenge, 'webauthn.get', bent);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return this.send({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.privateKey).toString('base64url'),
    });
  }

  private toData(rpId = '', flags: number, { counter = this.counter }: Bent): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  }

  private toClientData(asked: string, asks: string, bent: Bent): string {
    const { challenge = asked, origin = this.origin, type = asks } = bent;
    const json = JSON.stringify({ type, challenge, origin, crossOrigin: false });
    return Buffer.from(json).toString('base64url');
  }

  private send(response: object): string {
    const id = this.credentialId.toString('base64url');
    const sent = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    return Buffer.from(JSON.stringify(sent)).toString('base64url');
  }
}
