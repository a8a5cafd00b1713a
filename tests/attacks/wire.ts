import { connect, type Socket } from 'node:net';

/**
 * HTTP/1.1 as it is on the wire, since the clients of Node refuse to send most of what an attacker does: one connection
 * that is kept, one request at a time, and the answer with its bytes.
 */

/** An answer; header names in small letters, doubled ones in order. `body`: its bytes. */
export type Answer = {
  status: number;
  headers: (readonly [string, string])[];
  body: Buffer;
  ms: number;
};

/** How a request ended without an answer: the server let go of the connection, or nothing came in time. */
type Unanswered = { ended: 'closed' | 'silent'; ms: number };

export type Outcome = Answer | Unanswered;

/** The values of a header. */
export const listHeader = ({ headers }: Answer, name: string): string[] =>
  headers.filter(([one]) => one === name).map(([, value]) => value);

type Read = { answer: Omit<Answer, 'ms'>; used: number; keep: boolean };

/**
 * Reads one answer from the bytes that have come so far.
 * @returns null while it is not whole. `ended`: no more bytes will come
 * @throws Error when the bytes are no answer of HTTP
 */
export function readAnswer(bytes: Buffer, method: string, ended: boolean): Read | null {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, split).toString('latin1').split('\r\n');
  const [, code] = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/.exec(first) ?? [];
  if (!code) throw new Error(`This is no answer: ${JSON.stringify(first.slice(0, 200))}`);
  const status = Number(code);
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  const start = split + 4;
  if (status < 200) return readAnswer(bytes.subarray(start), method, ended);
  const get = (name: string) => headers.find(([one]) => one === name)?.[1];
  const keep = get('connection')?.toLowerCase() !== 'close';
  const whole = (body: Buffer, used: number) => ({ answer: { status, headers, body }, used, keep });
  if (method === 'HEAD' || status === 204 || status === 304) return whole(Buffer.alloc(0), start);
  if (get('transfer-encoding') === 'chunked') {
    const read = readChunks(bytes.subarray(start));
    return read && whole(read.body, start + read.used);
  }
  const length = get('content-length');
  if (length === undefined) return ended ? whole(bytes.subarray(start), bytes.length) : null;
  const end = start + Number(length);
  return bytes.length >= end ? whole(bytes.subarray(start, end), end) : null;
}

function readChunks(bytes: Buffer): { body: Buffer; used: number } | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const end = line + 2 + size;
    if (bytes.length < end + 2) return null;
    if (size === 0) return { body: Buffer.concat(parts), used: end + 2 };
    parts.push(bytes.subarray(line + 2, end));
    at = end + 2;
  }
}

/** One line to the server; a new connection is made whenever the last one is gone. */
export class Wire {
  #socket: Socket | null = null;

  constructor(private readonly port: number) {}

  /** Sends these bytes and waits for one answer, `patienceMs` at most. What holds more than one request is followed by `close`. */
  send(bytes: Buffer, method: string, patienceMs: number): Promise<Outcome> {
    const socket = this.#socket ?? connect({ port: this.port, host: 'localhost', noDelay: true });
    this.#socket = socket;
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      let come = Buffer.alloc(0);
      const finish = (outcome: Omit<Answer, 'ms'> | Omit<Unanswered, 'ms'>, keep: boolean) => {
        clearTimeout(late);
        socket.removeAllListeners();
        socket.on('error', () => {});
        if (!keep) this.close();
        resolve({ ...outcome, ms: performance.now() - startedAt } as Outcome);
      };
      const look = (ended: boolean) => {
        try {
          const read = readAnswer(come, method, ended);
          if (read) finish(read.answer, read.keep && !ended && read.used === come.length);
          else if (ended) finish({ ended: 'closed' }, false);
        } catch (error) {
          this.close();
          reject(error);
        }
      };
      const late = setTimeout(() => finish({ ended: 'silent' }, false), patienceMs);
      socket.on('data', (chunk) => {
        come = come.length === 0 ? chunk : Buffer.concat([come, chunk]);
        look(false);
      });
      socket.on('close', () => look(true));
      socket.on('error', () => {});
      socket.write(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }
}
