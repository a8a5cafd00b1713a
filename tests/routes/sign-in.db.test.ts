import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#app/auth/password.server.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { signInLimits } from '#app/features/people/sign-in/schema.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import type { Fields } from '#tests/support/fields.ts';

const password = 'a sentence to sign in with';
const refusal = 'This e-mail address and password do not open an account here.';

let nextAddress = 0;

/** A browser at an address of its own, so that tests do not use up each other's tries. */
function openBrowser(address = `198.51.100.${++nextAddress}`): TestBrowser {
  return new TestBrowser(address);
}

const signIn = (browser: TestBrowser, fields: Fields) => browser.post(paths.login(), fields);

async function signInAs(email: string): Promise<TestBrowser> {
  const browser = openBrowser();
  expect((await signIn(browser, { email, password })).status).toBe(302);
  return browser;
}

const hashOf = (browser: TestBrowser) =>
  createHash('sha256')
    .update(browser.cookie.split('=')[1] ?? '')
    .digest('hex');

beforeAll(async () => {
  await createUser({ email: 'ana@academy.test', name: 'Ana Cruz', password });
});

test('a page is markup alone: nothing in it is for a script that would take it over', async () => {
  const { html } = await (await signInAs('ana@academy.test')).get(paths.learn());
  expect(html).toContain('Signed in as');
  expect(html).not.toMatch(/<!--|<template|__remixContext/);
});

describe('the form', () => {
  test('opens the first page of the role, whatever the case of the address', async () => {
    const browser = openBrowser();
    const page = await signIn(browser, { email: ' Ana@Academy.TEST ', password });
    expect([page.status, page.location]).toEqual([302, paths.learn()]);
    const cookie = page.headers.getSetCookie().find((one) => one.startsWith('rapport_session='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    const again = await browser.get(paths.login());
    expect([again.status, again.location]).toEqual([302, paths.learn()]);
  });

  test('a password opens from a Mac and from a PC; what cannot be seen in an address is named', async () => {
    const accented = 'mon caf\u00e9 du matin';
    await createUser({ email: 'mac@academy.test', password: accented.normalize('NFD') });
    for (const typed of [accented, accented.normalize('NFD')]) {
      const page = await signIn(openBrowser(), { email: 'mac@academy.test', password: typed });
      expect(page.status).toBe(302);
    }
    const page = await signIn(openBrowser(), { email: '\u200bmac@academy.test', password });
    expect(page.text).toContain(
      'An invisible character (zero-width space, U+200B) stands before “mac@academy.test”',
    );
  });

  test('the same answer for an unknown address, a wrong password, a disabled account and none set', async () => {
    const disabled = await createUser({ email: 'gone@academy.test', password });
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    await createUser({ email: 'invited@academy.test' });
    const emails = ['nobody@academy.test', 'gone@academy.test', 'invited@academy.test'];
    const pages = [
      await signIn(openBrowser(), { email: 'ana@academy.test', password: 'not this one' }),
      ...(await Promise.all(emails.map((email) => signIn(openBrowser(), { email, password })))),
    ];
    for (const [index, page] of pages.entries()) {
      const email = ['ana@academy.test', ...emails][index] ?? '';
      expect(page.status).toBe(400);
      expect(page.text).toContain(refusal);
      expect(page.html).toContain(`value="${email}"`);
      expect(page.html).not.toContain('not this one');
      expect(page.html).not.toContain(password);
      expect(page.headers.getSetCookie()).toEqual([]);
    }
    const shapes = pages.map(({ text }) => text);
    expect(new Set(shapes).size).toBe(1);
  });

  test('an empty form is answered at its fields', async () => {
    const page = await signIn(openBrowser(), { email: '', password: '' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('Type your e-mail address or your badge number.');
    expect(page.text).toContain('Type your password.');
    expect(page.html).toMatch(/aria-invalid="true"/);
  });

  test.each([
    ['/learn/a?b=c', '/learn/a?b=c'],
    ['//evil.example', paths.learn()],
    ['https://evil.example/', paths.learn()],
    ['/\\evil.example', paths.learn()],
    ['javascript:alert(1)', paths.learn()],
  ])('redirectTo %s goes to %s', async (redirectTo, to) => {
    const fields = { email: 'ana@academy.test', password, redirectTo };
    expect((await signIn(openBrowser(), fields)).location).toBe(to);
  });

  test('an unknown address costs the work of a password check, too', async () => {
    const cost = async (email: string) => {
      const before = process.cpuUsage();
      await signIn(openBrowser(), { email, password: 'not this one' });
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round++) {
      known.push(await cost('ana@academy.test'));
      unknown.push(await cost('unknown@academy.test'));
    }
    const middle = (costs: number[]) => costs.sort((a, b) => a - b)[2] ?? 0;
    const ratio = middle(unknown) / middle(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  test('the demo accounts are not shown outside the demo', async () => {
    expect((await openBrowser().get(paths.login())).text).not.toContain('demo');
  });
});

describe('limits', () => {
  const guess = (email: string, browser = openBrowser()) =>
    signIn(browser, { email, password: 'guess' });

  async function exhaust(email: string): Promise<void> {
    for (let tries = 0; tries < signInLimits.perAccount; tries++)
      expect((await guess(email)).status).toBe(400);
  }

  const fillNetwork = (address: string) =>
    db.signInTry.createMany({
      data: Array.from({ length: signInLimits.perNetwork }, (_, index) => ({
        id: `${address} ${index}`,
        account: `hash-${index}`,
        address,
        at: new Date(Date.now() - 10 * 60_000),
      })),
    });

  test('of an account: of 30 tries at once only so many reach the password, then it waits', async () => {
    await createUser({ email: 'hunted@academy.test', password });
    const tries = Array.from({ length: 30 }, () => guess('hunted@academy.test'));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    const looked = statuses.filter((status) => status === 400);
    expect(looked).toHaveLength(signInLimits.perAccount);

    const page = await signIn(openBrowser(), { email: 'hunted@academy.test', password });
    expect(page.status).toBe(429);
    expect(page.text).toMatch(/Try again in 1[0-5] minutes/);
    expect(page.html).toContain('value="hunted@academy.test"');
    expect(Number(page.headers.get('Retry-After'))).toBeGreaterThan(600);
    const other = await signIn(openBrowser(), { email: 'ana@academy.test', password });
    expect(other.status).toBe(302);
  });

  test('of an unknown account too, so that a limit says nothing about accounts', async () => {
    await exhaust('never@academy.test');
    expect((await guess('never@academy.test')).status).toBe(429);
  });

  test('tries in flight are no failures: a class behind one address signs in at one instant', async () => {
    const count = signInLimits.perNetwork + 20;
    const emails = Array.from({ length: count }, (_, index) => `class-${index}@academy.test`);
    for (const email of emails) await createUser({ email });
    const passwordHash = await hashPassword(password);
    await db.user.updateMany({ where: { email: { in: emails } }, data: { passwordHash } });
    const pages = await Promise.all(
      emails.map((email) => signIn(openBrowser('203.0.113.7'), { email, password })),
    );
    expect(pages.map(({ status }) => status)).toEqual(emails.map(() => 302));
  });

  test('a network with many failures is slowed down, not shut out', async () => {
    await fillNetwork('203.0.113.9');
    const page = await signIn(openBrowser('203.0.113.9'), { email: 'ana@academy.test', password });
    expect(page.status).toBe(302);
    // From the same household, whichever of its addresses: an IPv6 network has 2^64.
    await guess('nobody@academy.test', openBrowser('2001:db8:1:2:3:4:5:6'));
    await guess('nobody@academy.test', openBrowser('2001:db8:1:2::1'));
    expect(await db.signInTry.count({ where: { address: '2001:db8:1:2::/64' } })).toBe(2);
  });

  test('a browser that has signed in before is not shut out by strangers', async () => {
    await createUser({ email: 'owner@academy.test', password });
    await createUser({ email: 'colleague@academy.test', password });
    const browser = openBrowser();
    const enter = async (email: string) => {
      browser.cookie = '';
      return (await signIn(browser, { email, password })).status;
    };
    expect(await enter('owner@academy.test')).toBe(302);
    // The computer is shared.
    expect(await enter('colleague@academy.test')).toBe(302);
    await exhaust('owner@academy.test');
    expect((await signIn(openBrowser(), { email: 'owner@academy.test', password })).status).toBe(
      429,
    );
    expect(await enter('owner@academy.test')).toBe(302);
    // Known for its own accounts alone, and with a limit of its own.
    await exhaust('ana@academy.test');
    expect(await enter('ana@academy.test')).toBe(429);
    browser.cookie = '';
    for (let tries = 0; tries < signInLimits.perAccount; tries++)
      expect((await guess('owner@academy.test', browser)).status).toBe(400);
    expect(await enter('owner@academy.test')).toBe(429);
    expect(await enter('colleague@academy.test')).toBe(302);
  });

  test('a known browser is known no more once the password is another one', async () => {
    const { id } = await createUser({ email: 'moved@academy.test', password });
    const browser = openBrowser();
    await signIn(browser, { email: 'moved@academy.test', password });
    browser.cookie = '';
    const other = await hashPassword('another sentence altogether');
    await db.user.update({ where: { id }, data: { passwordHash: other } });
    await exhaust('moved@academy.test');
    const fields = { email: 'moved@academy.test', password: 'another sentence altogether' };
    expect((await signIn(browser, fields)).status).toBe(429);
  });

  test('who gets in after all was mistaken, not guessing', async () => {
    const browser = openBrowser('203.0.113.40');
    await createUser({ email: 'clumsy@academy.test', password });
    await guess('clumsy@academy.test', browser);
    await signIn(browser, { email: 'clumsy@academy.test', password });
    const where = { address: '203.0.113.40', succeeded: false };
    expect(await db.signInTry.count({ where })).toBe(0);
  });
});

test('a password that is changed while it is looked at opens nothing', async () => {
  const { id } = await createUser({ email: 'raced@academy.test', password });
  const other = await hashPassword('another sentence altogether');
  for (let round = 0; round < 8; round++) {
    await db.user.update({ where: { id }, data: { passwordHash: await hashPassword(password) } });
    const tries = Array.from({ length: 4 }, () =>
      signIn(openBrowser(), { email: 'raced@academy.test', password }),
    );
    await pause(round * 6);
    await inTransaction(async (tx) => {
      await tx.user.update({ where: { id }, data: { passwordHash: other } });
      await tx.session.deleteMany({ where: { userId: id } });
    });
    await Promise.all(tries);
    expect(await db.session.count({ where: { userId: id } })).toBe(0);
    await db.signInTry.deleteMany({});
  }
});

describe('the session', () => {
  test('is stored only as a hash', async () => {
    const browser = await signInAs('ana@academy.test');
    const id = browser.cookie.split('=')[1] ?? '';
    expect(id.length).toBeGreaterThan(20);
    expect(await db.session.findUnique({ where: { id } })).toBeNull();
    expect(await db.session.findUnique({ where: { id: hashOf(browser) } })).not.toBeNull();
    expect((await browser.get(paths.record())).status).toBe(200);
    const thief = openBrowser();
    thief.cookie = `rapport_session=${hashOf(browser)}`;
    expect((await thief.get(paths.record())).location).toBe(paths.login(paths.record()));
  });

  test('ends on the server when signing out', async () => {
    const browser = await signInAs('ana@academy.test');
    const stolen = openBrowser();
    stolen.cookie = browser.cookie;
    const id = hashOf(browser);
    const page = await browser.post(paths.logout(), {});
    expect([page.location, browser.cookie]).toEqual([paths.login(), '']);
    expect(await db.session.findUnique({ where: { id } })).toBeNull();
    expect((await stolen.get(paths.record())).location).toBe(paths.login(paths.record()));
  });

  test('is not ended by a link', async () => {
    const browser = await signInAs('ana@academy.test');
    await browser.get(paths.logout());
    expect((await browser.get(paths.record())).status).toBe(200);
  });

  test('slides: half-way through, a visit starts the week again', async () => {
    const browser = await signInAs('ana@academy.test');
    const id = hashOf(browser);
    const day = 24 * 60 * 60 * 1000;
    const expiry = async () =>
      (await db.session.findUnique({ where: { id } }))?.expiresAt.getTime();
    const early = Date.now() + 5 * day;
    await db.session.update({ where: { id }, data: { expiresAt: new Date(early) } });
    await browser.get(paths.record());
    expect(await expiry()).toBe(early);
    await db.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() + 2 * day) } });
    await browser.get(paths.record());
    expect(await expiry()).toBeGreaterThan(Date.now() + 6.9 * day);
    await db.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    const page = await browser.get(paths.record());
    expect(page.location).toBe(paths.login(paths.record()));
    expect(await db.session.findUnique({ where: { id } })).toBeNull();
  });

  test('ends 30 days after the sign-in, however often it was used', async () => {
    const browser = await signInAs('ana@academy.test');
    const id = hashOf(browser);
    const day = 24 * 60 * 60 * 1000;
    const age = (days: number) =>
      db.session.update({ where: { id }, data: { createdAt: new Date(Date.now() - days * day) } });
    await age(29.9);
    expect((await browser.get(paths.record())).status).toBe(200);
    await age(30.1);
    expect((await browser.get(paths.record())).location).toBe(paths.login(paths.record()));
    expect(await db.session.findUnique({ where: { id } })).toBeNull();
  });

  test('that the browser carried before ends when another one opens, and only then', async () => {
    await createUser({ email: 'next@academy.test', password });
    const browser = await signInAs('ana@academy.test');
    const id = hashOf(browser);
    await signIn(browser, { email: 'next@academy.test', password: 'not this one' });
    expect(await db.session.findUnique({ where: { id } })).not.toBeNull();
    await signIn(browser, { email: 'next@academy.test', password });
    expect(await db.session.findUnique({ where: { id } })).toBeNull();
    expect((await browser.get(paths.record())).status).toBe(200);
  });

  test('is dead for a disabled account, at once', async () => {
    const user = await createUser({ email: 'leaving@academy.test', password });
    const browser = await signInAs('leaving@academy.test');
    await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect((await browser.get(paths.record())).location).toBe(paths.login(paths.record()));
  });

  test('signing in and signing out are audit events', async () => {
    const user = await createUser({ email: 'seen@academy.test', password });
    const browser = await signInAs('seen@academy.test');
    const stale = openBrowser();
    stale.cookie = browser.cookie;
    await browser.post(paths.logout(), {});
    await stale.post(paths.logout(), {});
    const where = { actorId: user.id, subjectId: user.id };
    const events = await db.auditEvent.findMany({ where, orderBy: { id: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(['sign-in', 'sign-out']);
  });
});
