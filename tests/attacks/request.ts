/**
 * One request of the attack, in bytes that can be sent again. Texts hold a byte in each character (Latin-1), since much of
 * what is sent is no UTF-8.
 */
export type AttackRequest = {
  /** Which one of the run, from 0. */
  k: number;
  /** What it tries, for the table of a run and for whoever reads a failure. */
  kind: string;
  /** Whose session it carries: an account's id, or null when what it carries opens none. */
  userId: string | null;
  /** It is sent as from a page of another site. */
  foreign: boolean;
  method: string;
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string | null;
  /** In place of all that: the very bytes, well formed or not. */
  raw?: string;
};

/** The bytes on the wire; a body has its length said unless the headers say something of their own. */
export function toBytes(request: AttackRequest): Buffer {
  if (request.raw !== undefined) return Buffer.from(request.raw, 'latin1');
  const { method, target, headers, body } = request;
  const isFramed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const length =
    body === null || isFramed ? [] : [['Content-Length', String(body.length)] as const];
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n${body ?? ''}`, 'latin1');
}

/** A text as bytes of UTF-8, each in a character. */
export const toLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
