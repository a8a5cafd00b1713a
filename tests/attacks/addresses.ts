import { knownRoutes } from '#tests/support/routes.ts';
import type { Academy } from './academy.ts';
import type { Dice } from './dice.ts';
import { brokenEscapes, encode, pickText } from './texts.ts';

/** Addresses: those of the site's routes with real and broken ids, and some that no route has. */

/** Names that some page reads from its query. */
const queryNames = [
  'course',
  'done',
  'draw',
  'from',
  'held',
  'keys',
  'late',
  'name',
  'redirectTo',
  'revision',
  'saved',
  'show',
  'since',
  'to',
  'q',
  'role',
  'page',
  'changed',
  'actor',
  'action',
  'subject',
  'id',
  'before',
  'sort',
  'archived',
  'removed',
  'view',
  'width',
  'frame',
  'notes',
  'made',
  'kept',
  'twice',
  'graded',
  'missed',
  'neverLower',
  'policy',
  'policy.voice',
  'index',
  '_data',
  '__proto__',
  'constructor',
  'toString',
  'a[b]',
  'a.b.c',
  '',
  '_routes',
];

const elsewhere = [
  '/metrics',
  '/.well-known/security.txt',
  '/__manifest',
  '/assets/',
  '/assets/../server/main.js',
  '/assets/..%2f..%2fpackage.json',
  '/favicon.ico',
  '/robots.txt',
  '/.env',
  '/.git/config',
  '/build/server/main.js',
  '/learn.data',
  '/_root.data',
  '//evil.example/learn',
  '/\\evil.example',
  '/%2f%2fevil.example',
  '*',
  '/?',
  '/#x',
  '/;/..;/admin/users',
  '/ADMIN/USERS',
  '/admin/users/',
  '/admin//users',
  '/./admin/users',
  '/learn/../admin/users',
];

function fillSegment(segment: string, { ids }: Academy, dice: Dice): string {
  const name = segment === '*' ? '*' : segment.slice(1);
  const how = dice.weigh({ own: 60, wrong: 12, text: 18, broken: 10 });
  if (how === 'broken') return dice.pick(brokenEscapes);
  if (how === 'text') return encode(pickText(dice)).slice(0, 6000) || '%20';
  const kind = how === 'own' ? name : dice.pick(Object.keys(ids));
  const id = dice.pick(ids[kind] ?? ids.content ?? []);
  return segment === '*' ? id.split('/').map(encode).join('/') : encode(id);
}

function fillRoute(academy: Academy, dice: Dice): string {
  const { path = '' } = dice.pick(knownRoutes);
  const segments = path.split('/').map((segment) => {
    const isFilled = segment.startsWith(':') || segment === '*';
    return isFilled ? fillSegment(segment, academy, dice) : segment;
  });
  return `/${segments.join('/')}`;
}

function makeQuery(academy: Academy, dice: Dice): string {
  const count = dice.chance(0.01) ? dice.pick([1001, 300]) : 1 + dice.below(3);
  const pairs = Array.from({ length: count }, () => {
    const name = dice.pick(queryNames);
    const known = Object.hasOwn(academy.ids, name) ? academy.ids[name] : undefined;
    const value = known?.length && dice.chance(0.5) ? encode(dice.pick(known)) : queryValue(dice);
    return `${encode(name)}=${value}`;
  });
  return `?${pairs.join('&')}`.slice(0, 12_000);
}

const queryValue = (dice: Dice) =>
  dice.chance(0.15) ? dice.pick(brokenEscapes) : encode(pickText(dice)).slice(0, 3000);

/** Changes a letter or two of an address that exists. */
function harm(path: string, dice: Dice): string {
  const at = dice.below(path.length);
  const put = dice.chance(0.5)
    ? dice.pick(brokenEscapes)
    : dice.pick(['/', '.', '//', '/..', 'é', '+', ';']);
  return path.slice(0, at) + put + path.slice(at + dice.below(2));
}

/** An address to ask for, and who may open it where that is known. */
export function pickAddress(
  academy: Academy,
  dice: Dice,
): { target: string; visitor: Academy['visitors'][number] | null } {
  const how = dice.weigh({ place: 35, route: 45, harmed: 10, elsewhere: 10 });
  const place = dice.pick(academy.places);
  const visitor = how === 'place' || how === 'harmed' ? place.visitor : null;
  const path = {
    place: () => place.path,
    route: () => fillRoute(academy, dice),
    harmed: () => harm(place.path, dice),
    elsewhere: () => dice.pick(elsewhere),
  }[how]();
  const query = dice.chance(0.35) ? makeQuery(academy, dice) : '';
  const joined = query && path.includes('?') ? `${path}&${query.slice(1)}` : `${path}${query}`;
  // What stands in a request's first line has neither blanks nor ends of lines: those are for `odd-wire.ts`.
  const target = joined.replace(/[\s\0]/g, (sign) => encode(sign));
  return { target: Buffer.from(target, 'utf8').toString('latin1'), visitor };
}
