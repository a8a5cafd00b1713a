import { describe, expect, test } from 'vitest';
import { judgeOutcome } from './judge.ts';
import type { AttackRequest } from './request.ts';
import { markupTag } from './texts.ts';
import type { Answer } from './wire.ts';

/** What a run would miss if its judge were blind: every kind of fault is told, and a good answer has none. */

const request: AttackRequest = {
  k: 0,
  kind: 'GET as nobody',
  userId: null,
  foreign: false,
  method: 'GET',
  target: '/learn',
  headers: [],
  body: null,
};

const headers: [string, string][] = [
  ['content-security-policy', "default-src 'self'"],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-request-id', 'one'],
  ['content-type', 'text/html; charset=utf-8'],
];

const page =
  '<!DOCTYPE html><html lang="en"><head><title>A</title></head><body><p>A</p></body></html>';

function toAnswer(
  given: { status?: number; body?: string; more?: [string, string][]; without?: string } = {},
): Answer {
  const { status = 200, body = page, more = [], without } = given;
  const kept = headers.filter(([name]) => name !== without);
  return { status, headers: [...kept, ...more], body: Buffer.from(body), ms: 1 };
}

test('a good page and a refusal of a limit have no fault', () => {
  expect(judgeOutcome(request, toAnswer())).toEqual([]);
  const limited = toAnswer({ status: 429, more: [['retry-after', '9']] });
  expect(judgeOutcome({ ...request, target: '/login' }, limited)).toEqual([]);
});

const post: AttackRequest = { ...request, method: 'POST', target: '/account', body: 'a=b' };
const session = 'rapport_session=abc; Path=/; HttpOnly; SameSite=Lax';

const faults: [string, AttackRequest, Answer, string][] = [
  ['a server error', request, toAnswer({ status: 500 }), 'status 500'],
  [
    'a refusal that no limit explains',
    request,
    toAnswer({ status: 503, more: [['retry-after', '9']] }),
    'status 503',
  ],
  [
    'a header missing',
    request,
    toAnswer({ without: 'referrer-policy' }),
    'header missing or doubled: referrer-policy',
  ],
  [
    'a header twice',
    request,
    toAnswer({ more: [['x-request-id', 'two']] }),
    'header missing or doubled: x-request-id',
  ],
  ['a header brought in', request, toAnswer({ more: [['x-injected', '1']] }), 'header injected'],
  [
    'what the server is',
    request,
    toAnswer({ more: [['x-powered-by', 'x']] }),
    'header that should not be there: x-powered-by',
  ],
  [
    'a way out',
    request,
    toAnswer({ status: 302, more: [['location', '//evil.example']] }),
    'leads elsewhere: //evil.example',
  ],
  [
    'a session on a page',
    request,
    toAnswer({ more: [['set-cookie', session]] }),
    'session opened where none is due',
  ],
  [
    'a cookie for scripts',
    request,
    toAnswer({ more: [['set-cookie', 'a=b; SameSite=Lax']] }),
    'cookie for scripts: a',
  ],
  [
    'a cookie for other sites',
    request,
    toAnswer({ more: [['set-cookie', 'a=b; HttpOnly']] }),
    'cookie for other sites: a',
  ],
  [
    'a form of another site',
    { ...post, foreign: true },
    toAnswer({ status: 302, more: [['location', '/']] }),
    'form of another site taken',
  ],
  [
    'markup',
    request,
    toAnswer({ body: page.replace('<p>', `<p><${markupTag}>`) }),
    'markup of a stranger in a page',
  ],
  [
    'half a page',
    request,
    toAnswer({ body: page.slice(0, page.indexOf('</body>')) }),
    'page is not whole',
  ],
  [
    'a tag that is broken',
    request,
    toAnswer({ body: page.replace('<p>', '<p class="a" class="b">') }),
    'broken HTML, duplicate-attribute',
  ],
  [
    'a stack',
    request,
    toAnswer({ body: page.replace('A</p>', 'at run (file:///x.js)</p>') }),
    'innards told: at run (file:',
  ],
  [
    'a path',
    request,
    toAnswer({ body: page.replace('A</p>', '/srv/node_modules/x</p>') }),
    'innards told: node_modules',
  ],
];

test.each(faults)('%s is told', (_name, asked, answer, words) => {
  expect(judgeOutcome(asked, answer)).toEqual([expect.stringContaining(words)]);
});

describe('without an answer', () => {
  test('a request that is well formed is told, bytes that are none are not', () => {
    expect(judgeOutcome(request, { ended: 'silent', ms: 1 })).toEqual(['no answer in time']);
    expect(judgeOutcome(request, { ended: 'closed', ms: 1 })).toEqual(['closed without an answer']);
    const raw = { ...request, raw: 'x', kind: 'wire: body cut off' };
    expect(judgeOutcome(raw, { ended: 'silent', ms: 1 })).toEqual([]);
  });
});
