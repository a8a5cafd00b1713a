import { beforeAll, expect, test, vi } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';
import { listStatements } from '#tests/support/statements.ts';

/**
 * Who is known here cannot be told from outside: by the words, the status, the headers or the work that is done. Work is
 * counted, not timed: checks of passwords and statements, which a busy machine does not change.
 */

const checks = vi.hoisted(() => ({ count: 0 }));

vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof import('@node-rs/argon2')>();
  return {
    ...real,
    verify: (...args: Parameters<typeof real.verify>) => {
      checks.count += 1;
      return real.verify(...args);
    },
  };
});

const password = 'a sentence to sign in with';
const known = 'known@academy.test';
const strangers = ['unknown@academy.test', 'disabled@academy.test', 'invited@academy.test'];
let nextAddress = 0;

beforeAll(async () => {
  await createUser({ email: known, password });
  await createUser({ email: 'invited@academy.test' });
  const { id } = await createUser({ email: 'disabled@academy.test', password });
  await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  await ask({ email: 'first@academy.test', password: 'warms up' });
});

type Told = { page: Omit<Page, 'headers' | 'html'>; headers: string[]; work: string[] };

/** What a stranger sees of a form that is sent, and what it costs; the address that was typed is left out. */
async function ask(fields: Fields & { email: string }, path = paths.login()): Promise<Told> {
  nextAddress += 1;
  const browser = new TestBrowser(`198.51.100.${nextAddress}`);
  const pages: Page[] = [];
  checks.count = 0;
  const statements = await listStatements(async () => {
    pages.push(await browser.post(path, fields));
  });
  const [page] = pages;
  if (!page) throw new Error('Nothing came.');
  const { status, location, text } = page;
  const headers = [...page.headers.keys()].sort();
  const work = [`${checks.count} checks`, ...statements.map(toTables).filter(Boolean).sort()];
  return { page: { status, location, text: text.replaceAll(fields.email, '') }, headers, work };
}

// What is done to which table: the audit log tells of an account that exists, and of no other.
function toTables(statement: string): string {
  const [, verb = '', table = ''] =
    /^\s*(SELECT|INSERT|UPDATE|DELETE)\b.*?\b(?:FROM|INTO|UPDATE)?\s*(?:\S+\.)?"(\w+)"/is.exec(
      statement,
    ) ?? [];
  return table === 'AuditEvent' && verb.toUpperCase() === 'INSERT'
    ? ''
    : verb && `${verb} ${table}`;
}

const countOf = ({ work }: Told) => work.length;

test.each(strangers)(
  'signing in as %s is refused as a known one with a wrong password is',
  async (email) => {
    const one = await ask({ email: known, password: 'not the password at all' });
    const other = await ask({ email, password: 'not the password at all' });
    expect(other.page).toEqual(one.page);
    expect(other.headers).toEqual(one.headers);
    expect(one.work[0]).toMatch(/^[1-9]/);
    expect(other.work[0]).toBe(one.work[0]);
    // Two at most: roles of an account that is there, and the event of the first guess in a quarter of an hour.
    expect(Math.abs(countOf(other) - countOf(one))).toBeLessThanOrEqual(2);
  },
);

test.each(strangers)('a link for %s is asked for as for a known one', async (email) => {
  const path = paths.forgottenPassword();
  const one = await ask({ email: known }, path);
  const other = await ask({ email }, path);
  expect(other).toEqual(one);
});

test('links that never were look the same, however near they come to one that is', async () => {
  const { link } = await inTransaction((tx) =>
    createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1 }),
  );
  const { pathname } = new URL(link);
  const browser = new TestBrowser();
  expect((await browser.get(pathname)).status).toBe(200);
  const answers: [number, string][] = [];
  for (const path of [
    `${pathname.slice(0, -1)}_`,
    paths.invitation('x'),
    paths.invitation('__proto__'),
  ]) {
    const { status, text } = await browser.get(path);
    answers.push([status, text.replace(/request \S+/, '')]);
  }
  expect(answers).toEqual(Array(3).fill(answers[0]));
  expect(answers[0]?.[0]).toBe(404);
});

test('who asks for another address is not told whether it has an account', async () => {
  const answers: [number, string | null][] = [];
  for (const email of [known, 'nobody-has-this@academy.test']) {
    const browser = await TestBrowser.signedInAs((await createUser()).id);
    const form = { intent: 'ask-correction', name: 'Ann Able', email, reason: 'A typing mistake.' };
    const { status, location } = await browser.post(paths.account(), form);
    answers.push([status, location]);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[0]?.[0]).toBe(302);
});
