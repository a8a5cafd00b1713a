import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { fromHtml } from 'hast-util-from-html';
import { isCutOff } from './odd-wire.ts';
import type { AttackRequest } from './request.ts';
import { injectedHeader, markupTag } from './texts.ts';
import { type Answer, listHeader, type Outcome } from './wire.ts';

/** What no answer may be, whatever was asked. Each fault is a sentence of its kind and, behind a colon, of the case. */

/** Without an answer in this time a request counts as hanging. */
export const patienceMs = 30_000;

const demandedHeaders = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'x-request-id',
];

// Parse errors that browsers and validators both call broken markup.
const brokenMarkup =
  /^(unexpected|eof-|missing-|duplicate-attribute|non-void|unknown-named|invalid-first|closing-of|end-tag|nested|disallowed|misplaced|open-elements)/;

/** What a program tells of itself by mistake. */
const innards =
  /\bat (?:async )?[\w.<>[\] ]+ \((?:file:|\/|node:)|\bnode_modules\b|\/build\/server\/|\bnode:internal\b|PrismaClient|SQLITE_[A-Z]+|\bECONN[A-Z]+\b|(?:Type|Range|Syntax|Reference)Error\b|\bprisma\b/;

/** Refusals of Node's own parser: before the site has seen anything, and without a body. */
function isParserRefusal({ status, body }: Answer): boolean {
  return [400, 408, 431].includes(status) && body.length === 0;
}

function judgeHeaders(answer: Answer): string[] {
  const faults = demandedHeaders
    .filter((name) => listHeader(answer, name).length !== 1)
    .map((name) => `header missing or doubled: ${name}`);
  if (listHeader(answer, injectedHeader).length > 0) faults.push('header injected');
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin'])
    if (listHeader(answer, name).length > 0)
      faults.push(`header that should not be there: ${name}`);
  for (const to of listHeader(answer, 'location'))
    if (!/^\/(?![/\\])/.test(to)) faults.push(`leads elsewhere: ${to.slice(0, 200)}`);
  const isStored = /public|immutable/.test(listHeader(answer, 'cache-control').join());
  if (isStored && listHeader(answer, 'set-cookie').length > 0)
    faults.push('cookie in a shared cache');
  return faults;
}

/** Where a session may be opened, once its secret has been shown. */
const opens = /^\/(login|invitations\/|account)/;

function judgeCookies(request: AttackRequest, answer: Answer): string[] {
  return listHeader(answer, 'set-cookie').flatMap((cookie) => {
    const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
    const faults: string[] = [];
    if (!/; HttpOnly/i.test(cookie) && name !== 'theme') faults.push(`cookie for scripts: ${name}`);
    if (!/; SameSite=Lax/i.test(cookie)) faults.push(`cookie for other sites: ${name}`);
    const isDue =
      request.method === 'POST' && opens.test(request.target) && [302, 307].includes(answer.status);
    if (name === 'rapport_session' && value !== '' && !isDue)
      faults.push('session opened where none is due');
    return faults;
  });
}

// One page in so many: most are the same, and parsing takes longer than all the rest.
const parsedShare = 4;

function judgeHtml(text: string, k: number): string[] {
  const faults: string[] = [];
  if (!text.startsWith('<!DOCTYPE html>') || !text.trimEnd().endsWith('</html>'))
    faults.push('page is not whole');
  if (text.includes(`<${markupTag}`)) faults.push('markup of a stranger in a page');
  if (k % parsedShare !== 0) return faults;
  fromHtml(text, {
    verbose: false,
    onerror: ({ ruleId = '', message, line }) => {
      if (brokenMarkup.test(ruleId))
        faults.push(`broken HTML, ${ruleId}: ${message} in line ${line}`);
    },
  });
  return faults;
}

function decode(answer: Answer): Buffer {
  const encoding = listHeader(answer, 'content-encoding')[0];
  if (encoding === 'gzip') return gunzipSync(answer.body);
  return encoding === 'br' ? brotliDecompressSync(answer.body) : answer.body;
}

function judgeBody({ k }: AttackRequest, answer: Answer): string[] {
  const type = listHeader(answer, 'content-type')[0] ?? '';
  if (answer.body.length === 0) return [];
  if (!type) return ['body without a type'];
  if (!/html|text\/plain|json|csv/.test(type)) return [];
  const text = decode(answer).toString('utf8');
  const faults = type.includes('html') ? judgeHtml(text, k) : [];
  const told = innards.exec(text)?.[0];
  if (told) faults.push(`innards told: ${told}`);
  if (type.includes('json')) {
    try {
      JSON.parse(text);
    } catch {
      faults.push('broken JSON');
    }
  }
  return faults;
}

/** Whether an answer sends away for a time, as limits do. */
export const isLimit = (answer: Answer): boolean =>
  [429, 503].includes(answer.status) && listHeader(answer, 'retry-after').length === 1;

/** The faults of what came of a request; none in most cases. */
export function judgeOutcome(request: AttackRequest, outcome: Outcome): string[] {
  if ('ended' in outcome) {
    if (outcome.ended === 'silent') return isCutOff(request.kind) ? [] : ['no answer in time'];
    return request.raw === undefined ? ['closed without an answer'] : [];
  }
  if (isParserRefusal(outcome)) return [];
  const faults = outcome.status >= 500 && !isLimit(outcome) ? [`status ${outcome.status}`] : [];
  if (outcome.status === 503 && request.target !== '/login') faults.push('status 503');
  const isTaken = outcome.status < 400 && request.method === 'POST';
  if (request.foreign && isTaken) faults.push('form of another site taken');
  return [
    ...faults,
    ...judgeHeaders(outcome),
    ...judgeCookies(request, outcome),
    ...judgeBody(request, outcome),
  ];
}
