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

/** The seal of the session that the request's Cookie header names. @throws Error without one: guard first. */
export function toSeal({ request }: { request: Request }): Seal {
  const sessionId = readSessionId(request.headers.get('Cookie'));
  if (!sessionId) throw new Error('Without a session there is nothing to seal with.');
  const key = new Uint8Array(hkdfSync('sha256', sessionId, '', 'rapport secrets shown again', 32));
  return {
    seal(secret) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv);
      const sealed = [iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
