import { Agent, request } from 'node:http';
import { type Fields, toBody } from './fields.ts';

/** A request as a browser makes it; with `form`, a POST of these fields. `cookie`: the value of the header. */
export type Sent = { path: string; cookie?: string; form?: Fields };

/** What came back. `bytes`: of the body as it was sent, compressed; `location`: where a redirect leads. */
export type Received = { status: number; location: string | undefined; bytes: number };

const agent = new Agent({ keepAlive: true });
const patienceMs = 60_000;

/** Sends one request to a server of this machine and follows no redirect. @throws Error after a minute without answer */
export function send(port: number, { path, cookie, form }: Sent): Promise<Received> {
  const body = form && toBody(form).toString();
  const headers: Record<string, string> = { Accept: 'text/html', 'Accept-Encoding': 'gzip' };
  if (cookie) headers.Cookie = cookie;
  if (body !== undefined) {
    headers.Origin = `http://127.0.0.1:${port}`;
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
    headers['Content-Length'] = String(Buffer.byteLength(body));
  }
  const method = body === undefined ? 'GET' : 'POST';
  const options = { host: '127.0.0.1', port, path, method, headers, agent, timeout: patienceMs };
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { location } = response.headers;
        resolve({ status: response.statusCode ?? 0, location, bytes });
      });
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in a minute.`)));
    call.on('error', reject);
    call.end(body);
  });
}
