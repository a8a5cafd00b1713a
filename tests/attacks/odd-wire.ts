import type { Dice } from './dice.ts';

/** Bytes that are no proper HTTP, or HTTP as nobody speaks it. */

type Shape = (host: string, cookie: string, dice: Dice) => string;

const get = (host: string, path: string, ...lines: string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

const post = (host: string, head: string, body: string) =>
  `POST /login HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n${head}\r\n${body}`;

const chunked = 'Transfer-Encoding: chunked\r\n';

const shapes: Record<string, Shape> = {
  'no host': () => 'GET / HTTP/1.1\r\n\r\n',
  'two hosts': (host) => get(host, '/', 'Host: evil.example'),
  'odd host': (host, _cookie, dice) =>
    get(
      dice.pick(['', 'user@x', 'a:99999', 'evil.example', '[::', '\xff', `${host}/x`, '%00', '..']),
      '/login',
    ),
  'whole address': (host) => get(host, `http://evil.example/login`),
  'host and port alone': (host) => `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'old version': () => 'GET /login HTTP/1.0\r\n\r\n',
  'oldest version': () => 'GET /login\r\n\r\n',
  'version of the future': (host) => get(host, '/').replace('HTTP/1.1', 'HTTP/9.9'),
  'no version': (host) => get(host, '/').replace(' HTTP/1.1', ''),
  'second protocol': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  upgrade: (host) =>
    get(host, '/learn', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x'),
  'upgrade to 2': (host) =>
    get(
      host,
      '/',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAAP__',
    ),
  'greeting of TLS': () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  noise: (_host, _cookie, dice) => {
    const codes = Array.from({ length: 1 + dice.below(300) }, () => dice.below(256));
    return `${String.fromCharCode(...codes)}\r\n\r\n`;
  },
  'blank in a name': (host) => get(host, '/', 'X-Odd : 1'),
  'folded header': (host) => get(host, '/', 'X-Odd: a', ' b'),
  'header without colon': (host) => get(host, '/', 'nothing'),
  'header of bytes': (host) => get(host, '/', 'X-Odd: \xff\xfe\x80', 'Cookie: \xe9=\xe9'),
  'control character': (host) => get(host, '/', 'X-Odd: a\x01b'),
  'NUL in the path': (host) => get(host, '/a\0b'),
  'blank in the path': (host) => get(host, '/a b'),
  'bytes in the path': (host) => get(host, '/\xff\xfe/\xed\xa0\x80'),
  'lone line feeds': (host) => get(host, '/').replaceAll('\r\n', '\n'),
  'lone returns': (host) => get(host, '/').replaceAll('\r\n', '\r'),
  'many headers': (host) =>
    get(host, '/', ...Array.from({ length: 3000 }, (_, index) => `X-${index}: 1`)),
  'long header': (host) => get(host, '/', `X-Long: ${'x'.repeat(20_000)}`),
  'long path': (host) => get(host, `/${'a'.repeat(20_000)}`),
  'long path, within limits': (host) => get(host, `/${'a'.repeat(14_000)}`),
  'long cookie': (host, cookie) => get(host, '/learn', `Cookie: ${'a=b; '.repeat(2500)}${cookie}`),
  'odd cookies': (host, cookie, dice) =>
    get(
      host,
      '/learn',
      `Cookie: ${dice.pick(['=', ';;;', 'rapport_session', 'rapport_session=', '%=%', `a="; ${cookie}`, `${cookie}; ${cookie}`, `x=%E0%A4%A; ${cookie}`, `rapport_devices=${'~.'.repeat(900)}; ${cookie}`, `rapport_theme=\xff; ${cookie}`])}`,
    ),
  'GET with a body': (host) => `${get(host, '/login', 'Content-Length: 3')}a=b`,
  'length and chunks': (host) => post(host, `Content-Length: 3\r\n${chunked}`, '0\r\n\r\n'),
  'two lengths': (host) => post(host, 'Content-Length: 3\r\nContent-Length: 4\r\n', 'a=b'),
  'length of a kind': (host, _cookie, dice) =>
    post(
      host,
      `Content-Length: ${dice.pick(['-1', '1e3', '0x3', ' 3', '+3', '99999999999999999999', 'x', ''])}\r\n`,
      'a=b',
    ),
  'well made chunks': (host) => post(host, chunked, '3\r\na=b\r\n0\r\n\r\n'),
  'odd chunks': (host, _cookie, dice) =>
    post(
      host,
      chunked,
      dice.pick([
        'zz\r\n',
        '3\r\na=b0\r\n\r\n',
        '-1\r\n\r\n',
        '3;x=y\r\na=b\r\n0\r\n\r\n',
        'fffffffffffffffff\r\na',
        '0\r\nX: 1\r\n\r\n',
      ]),
    ),
  'coding of a kind': (host, _cookie, dice) =>
    post(
      host,
      `Transfer-Encoding: ${dice.pick(['gzip', 'chunked, gzip', 'identity', 'xchunked', ' chunked', 'chunked\r\nTransfer-Encoding: x'])}\r\n`,
      '3\r\na=b\r\n0\r\n\r\n',
    ),
  expectation: (host) => post(host, 'Expect: 100-continue\r\nContent-Length: 3\r\n', 'a=b'),
  'expectation of a kind': (host) => post(host, 'Expect: tea\r\nContent-Length: 3\r\n', 'a=b'),
  'two at once': (host) => get(host, '/login') + get(host, '/healthz'),
  'a request in a body': (host) =>
    post(host, 'Content-Length: 3\r\n', `a=b${get(host, '/admin/users')}`),
  'body cut off': (host) => post(host, 'Content-Length: 400\r\n', 'a=b'),
  'head cut off': (host) => get(host, '/login').slice(0, -2),
  'lower case method': (host) => get(host, '/').replace('GET', 'get'),
  'unknown method': (host, _cookie, dice) =>
    get(host, '/').replace(
      'GET',
      dice.pick(['TEA', 'GE', 'G'.repeat(300), 'PROPFIND', 'M-SEARCH', 'TRACE', 'QUERY', '']),
    ),
};

/** Bytes for a connection, and what is odd in them. */
export function makeOddWire(
  host: string,
  cookie: string,
  dice: Dice,
): { name: string; raw: string } {
  const name = dice.pick(Object.keys(shapes));
  return { name, raw: shapes[name]?.(host, cookie, dice) ?? '' };
}

/** Whether the server rightly waits for more of such bytes, so that no answer comes. */
export const isCutOff = (kind: string): boolean =>
  /cut off|greeting of TLS|noise|lone returns|odd chunks|length of a kind|coding of a kind|old|no version|second protocol/.test(
    kind,
  );
