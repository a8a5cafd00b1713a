import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readSessionId } from './lucia.server.ts';

/**
 * Secrets that a page shows again to the session in which they were made, and to nobody else: sealed by a key made of the
 * session's id, which only the browser has. Whoever reads the database opens none of them; when the session has ended,
 * nobody does. AES-256-GCM, the key by HKDF (RFC 5869).
 */
export type Seal = {
  seal: (secret: string) => string;
  /** What was sealed in this session; null for what another one sealed. */
  open: (sealed: string) => string | null;
};

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/**
 * The seal whose key is made of `key`. `use`: what for, so that one key serves several uses; `about`: whose secret it is,
 * without which it does not open.
 */
export function createSeal(key: string, use: string, about = ''): Seal {
  const made = new Uint8Array(hkdfSync('sha256', key, '', use, 32));
  const aad = Buffer.from(about);
  return {
    seal(secret) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, made, iv).setAAD(aad);
      const sealed = [iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, made, bytes.subarray(0, ivBytes)).setAAD(aad);
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** The seal of the session that the request's Cookie header names. @throws Error without one: guard first. */
export function toSeal({ request }: { request: Request }): Seal {
  return toSessionSeal(request.headers.get('Cookie'));
}

/** As `toSeal`, of the session that a Cookie or Set-Cookie header names. */
export function toSessionSeal(cookieHeader: string | null): Seal {
  const sessionId = readSessionId(cookieHeader);
  if (!sessionId) throw new Error('Without a session there is nothing to seal with.');
  return createSeal(sessionId, 'rapport secrets shown again');
}
