import type { Academy, AttackPost, Visitor } from './academy.ts';
import { pickAddress } from './addresses.ts';
import { makeBody } from './bodies.ts';
import { Dice } from './dice.ts';
import { makeOddWire } from './odd-wire.ts';
import { type AttackRequest, toLatin1 } from './request.ts';
import { encode, pickText } from './texts.ts';

/** The k-th request of a seed, of an academy as it is when it is made. */

type Header = [name: string, value: string];

/** Where the site is: `host` as in the header. */
export type Site = { host: string };

const foreignOrigins = [
  'https://evil.example',
  'null',
  'http://localhost',
  'http://localhost:1',
  'x',
  'file://',
];

/** Headers that no page of ours sends in this way. Those that break the framing are left to `odd-wire.ts`. */
const oddHeaders: readonly ((dice: Dice) => Header)[] = [
  (dice) => [
    'X-Forwarded-For',
    dice.pick(['1.2.3.4', '::1', 'x', '1.2.3.4, 5.6.7.8', ',', 'a'.repeat(2000)]),
  ],
  (dice) => ['X-Forwarded-Host', dice.pick(['evil.example', 'a:99999', 'user@x', '', '[', 'a b'])],
  (dice) => ['X-Forwarded-Proto', dice.pick(['https', 'javascript', '', 'http,https'])],
  (dice) => ['Forwarded', dice.pick(['for=1.2.3.4;host=evil.example', '"', ';;'])],
  (dice) => ['X-HTTP-Method-Override', dice.pick(['DELETE', 'PUT'])],
  (dice) => ['X-Original-URL', dice.pick(['/admin/users', '//evil.example'])],
  (dice) => ['X-Request-Id', dice.pick(['mine', `${'9'.repeat(500)}`])],
  (dice) => [
    'Accept',
    dice.pick(['*/*', 'application/json', 'x', '', 'text/html;q=9', ','.repeat(900)]),
  ],
  (dice) => ['Accept-Language', dice.pick(['xx', '*', ',,,', 'en;q=\xff'])],
  (dice) => ['Accept-Encoding', dice.pick(['identity;q=0', '*;q=0', 'x', 'gzip;q=0.001'])],
  (dice) => [
    'Range',
    dice.pick([
      'bytes=0-0',
      'bytes=-1',
      'bytes=9-1',
      'bytes=0-1,5-9',
      'x=1',
      `bytes=${'0-1,'.repeat(900)}`,
      'bytes=99999999999999999999-',
    ]),
  ],
  (dice) => ['If-None-Match', dice.pick(['*', '"x"', 'W/"x"', '"'.repeat(900)])],
  (dice) => ['If-Modified-Since', dice.pick(['x', 'Thu, 01 Jan 1970 00:00:00 GMT', '9999999999'])],
  (dice) => ['If-Range', dice.pick(['x', '"x"'])],
  (dice) => ['Content-Encoding', dice.pick(['gzip', 'deflate', 'br', 'x'])],
  (dice) => [
    'Sec-Fetch-Site',
    dice.pick(['cross-site', 'same-site', 'same-origin', 'none', 'x', '']),
  ],
  (dice) => ['Sec-Fetch-Mode', dice.pick(['navigate', 'no-cors', 'x'])],
  (dice) => [
    'Authorization',
    dice.pick(['Bearer x', 'Basic YTpi', 'Bearer', `Bearer ${'x'.repeat(4000)}`]),
  ],
  (dice) => ['User-Agent', encode(pickText(dice)).slice(0, 3000)],
  (dice) => ['Referer', dice.pick(['https://evil.example/', 'x', ''])],
  (dice) => ['Connection', dice.pick(['close', 'keep-alive', 'Cookie', 'x'])],
  (dice) => ['Purpose', dice.pick(['prefetch', 'x'])],
  (dice) => ['Origin', dice.pick(foreignOrigins)],
  (dice) => ['Cookie', dice.pick(['rapport_theme=x', 'rapport_devices=a.b~c', 'a=%E0%A4%A'])],
];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];

function pickVisitor(academy: Academy, own: Visitor | null, dice: Dice): Visitor {
  const who = own ? dice.weigh({ own: 60, other: 28, anyone: 12 }) : 'other';
  if (who === 'own' && own) return own;
  return who === 'anyone' ? dice.pick(academy.posts).sender : dice.pick(academy.visitors);
}

const isForeign = (headers: readonly Header[], host: string): boolean => {
  const get = (name: string) => headers.find(([one]) => one === name)?.[1];
  const site = get('Sec-Fetch-Site');
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = get('Origin');
  return origin === undefined ? get('Cookie') !== undefined : origin !== `http://${host}`;
};

function addOddHeaders(headers: Header[], dice: Dice): Header[] {
  const added = [...headers];
  for (let times = dice.weigh({ '0': 70, '1': 20, '2': 7, '5': 3 }); Number(times) > 0; ) {
    const [name, value] = dice.pick(oddHeaders)(dice);
    const at = added.findIndex(([one]) => one === name);
    if (at >= 0 && dice.chance(0.7)) added[at] = [name, value];
    else if (at < 0) added.push([name, value]);
    times = String(Number(times) - 1) as typeof times;
  }
  return added;
}

function begin({ host }: Site, visitor: Visitor): Header[] {
  const headers: Header[] = [['Host', host]];
  if (visitor.cookie) headers.push(['Cookie', visitor.cookie]);
  return headers;
}

/** A form: of any page, whichever of its forms. */
function pickForm({ posts }: Academy, dice: Dice): AttackPost {
  const routeOf = ({ name }: AttackPost) => name.split(' ')[0] ?? '';
  const route = dice.pick([...new Set(posts.map(routeOf))]);
  return dice.pick(posts.filter((post) => routeOf(post) === route));
}

/** Forms that anyone may send: each sign-in comes from a network of its own, or all would wait in its line. */
function pickOpenPost(academy: Academy, dice: Dice): AttackPost {
  const sender = dice.pick(academy.visitors);
  const token = dice.pick(academy.ids.token ?? []);
  const email = dice.chance(0.5)
    ? dice.pick(academy.emails)
    : `nobody-${dice.below(50)}@example.test`;
  const secret = dice.chance(0.4) ? academy.password : 'a wrong password, quite long';
  const next = 'olive comet drawer piano';
  const account = { name: 'Ann Able', email: `new-${dice.below(1e6)}@example.test` };
  const forms = {
    login: { path: '/login', fields: { email, password: secret, redirectTo: '/learn' } },
    logout: { path: '/logout', fields: {} },
    forgotten: { path: '/login/forgotten', fields: { email } },
    invitation: {
      path: `/invitations/${token}`,
      fields: { ...account, password: next, passwordAgain: next },
    },
    nowhere: { path: '/no/such/page', fields: { intent: 'x' } },
  };
  const name = dice.weigh({ login: 30, logout: 35, invitation: 20, forgotten: 10, nowhere: 15 });
  return { name, sender, ...forms[name] };
}

/** Makes a request; the same seed and k make the same one of the same academy. */
export function makeRequest(seed: number, k: number, academy: Academy, site: Site): AttackRequest {
  const dice = new Dice(seed, `request ${k}`);
  const family = dice.weigh({ form: 47, page: 38, method: 6, open: 4, wire: 5 });
  if (family === 'wire') {
    const visitor = dice.pick(academy.visitors);
    const { name, raw } = makeOddWire(site.host, visitor.cookie, dice);
    const none = { method: raw.split(' ')[0] ?? '', target: '', headers: [], body: null };
    return { k, kind: `wire: ${name}`, userId: visitor.userId, foreign: false, ...none, raw };
  }
  if (family === 'form' || family === 'open')
    return makePost(family === 'form' ? pickForm(academy, dice) : pickOpenPost(academy, dice), {
      k,
      academy,
      site,
      dice,
    });
  const { target, visitor: own } = pickAddress(academy, dice);
  const visitor = pickVisitor(academy, own, dice);
  const method = family === 'page' ? 'GET' : dice.pick(methods);
  const body = method === 'GET' || method === 'HEAD' || dice.chance(0.5) ? null : 'intent=x';
  const headers = addOddHeaders(begin(site, visitor), dice);
  const foreign = isForeign(headers, site.host);
  return {
    k,
    kind: `${method} as ${visitor.name}`,
    userId: visitor.userId,
    foreign,
    method,
    target,
    headers,
    body,
  };
}

type Making = { k: number; academy: Academy; site: Site; dice: Dice };

function makePost(post: AttackPost, { k, academy, site, dice }: Making): AttackRequest {
  const visitor =
    post.name === 'login' ? dice.pick(academy.visitors) : pickVisitor(academy, post.sender, dice);
  const { bytes, type, care } = makeBody(post, visitor, academy, dice);
  const headers: Header[] = [...begin(site, visitor), ['Origin', `http://${site.host}`]];
  if (type !== null) headers.push(['Content-Type', type]);
  const sent = addOddHeaders(headers, dice);
  const isOpen = /^(login|invitation|forgotten)$/.test(post.name);
  const network = `10.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`;
  if (isOpen) sent.push(['X-Forwarded-For', network]);
  const path = dice.chance(0.06) ? pickAddress(academy, dice).target : toLatin1(post.path);
  const who = visitor === post.sender ? 'its sender' : visitor.name;
  return {
    k,
    kind: `form ${post.name}, ${care}, by ${who}`,
    userId: visitor.userId,
    foreign: isForeign(sent, site.host),
    method: 'POST',
    target: path,
    headers: sent,
    body: bytes,
  };
}
