import { beforeAll, describe, expect, test, vi } from 'vitest';
import { toMark } from '#app/auth/made-for.server.ts';
import { hashPassword } from '#app/auth/password.server.ts';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { holdForm, readArrivedForm, secretFields } from '#app/http/arrived-form.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import { ContentFolder } from '#tests/support/content-folder.ts';
import type { Fields } from '#tests/support/fields.ts';
import { takeFreshCode } from '#tests/support/second-factor.ts';
import { toAllCases } from './all-cases.ts';
import { readAllRows } from './database-rows.ts';
import { fillIn, readControls } from './form-controls.ts';
import { listKnownPosts } from './known-posts.ts';
import { formSecret, type PostCase } from './post-case.ts';

/**
 * Every form of the site: sent from a page that was made for somebody else, sent after the session ended, and sent as it
 * should be. The kinds of forms are found in the code; one without a case fails.
 */

// A content folder of its own, for what authors try out, set before the environment is read.
const contentDir = vi.hoisted(() => {
  const folder = `${process.env.DATA_DIR}/content`;
  process.env.CONTENT_DIR = folder;
  return folder;
});

const cases = toAllCases('parts/01-first-module/01-lesson.mdx');
const known = await listKnownPosts();

/** What answers otherwise than by a redirect when it is taken, and why F5 repeats nothing all the same. */
const othersThanRedirects: Record<string, string> = {
  'teach.cohorts.$cohort.chosen ask-chosen': 'asks before anything is done',
  'learn.progress save-progress': 'for scripts: no page',
  'learn.progress save-reflection': 'for scripts: no page',
  'learn.attempts.$attempt.responses': 'for scripts: no page',
  'admin.rosters._index upload-roster':
    'refused: without its file; taken in tests/routes/rosters.db.test.ts',
  'account_.second-factor add-passkey':
    'refused: it answers what one session was asked; taken in tests/routes/passkeys.db.test.ts',
};

const secret = formSecret;
let secretHash: string;
let other: { id: string; name: string };

beforeAll(async () => {
  expect(env.CONTENT_DIR).toBe(contentDir);
  new ContentFolder(contentDir).fill('good', 'parts');
  secretHash = await hashPassword(secret);
  other = await createUser({
    name: 'Ada Other',
    roles: ['cadet', 'instructor', 'author', 'admin'],
  });
});

const toHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');

const isPage = ({ page }: PostCase) => page === undefined;

/** What the sign-in form on a page carries. */
function readHeld({ html }: Page): string {
  const value = /<input(?=[^>]*name="held")[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Every form of the page that changes something says whom the page was made for. */
function expectMarked({ html }: Page, userId: string): void {
  const mark = `name="madeFor" value="${toMark(userId)}"`;
  const forms = html.match(/<form [^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
  expect(forms.length).toBeGreaterThan(0);
  expect(forms.filter((form) => !form.includes(mark))).toEqual([]);
}

/** Without what never comes back. */
const withoutSecrets = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !secretFields.includes(name)));

/** All fields of the form are held, and what was written can be read. */
function expectKept(page: Page, { fields, typed = [] }: PostCase): void {
  const held: [string, string][] = JSON.parse(readHeld(page));
  const sent = Object.entries(withoutSecrets(fields)).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  expect(held).toEqual(expect.arrayContaining(sent));
  for (const text of typed) expect(page.html).toContain(`${toHtml(text)}</textarea>`);
}

/** The page's own form has again what was typed and chosen in it, and nothing else is chosen. @returns whether it has any */
function expectBack(before: Page, page: Page, { fields }: PostCase): boolean {
  const controls = readControls(before.html, fields);
  const back = readControls(page.html, fields);
  const named = ({ name }: (typeof back)[number]) => controls.some((one) => one.name === name);
  expect(back.filter(named)).toEqual(fillIn(controls, withoutSecrets(fields)));
  return controls.length > 0;
}

async function signInAs(browser: TestBrowser, userId: string, more: Fields): Promise<Page> {
  const data = { passwordHash: secretHash };
  const user = await db.user.update({ where: { id: userId }, data });
  const email = user.email ?? '';
  const page = await browser.post(paths.login(), { email, password: secret, ...more });
  if (!page.location?.startsWith(paths.loginCode())) return page;
  // As a browser does: the same form once more, to the page that asks for the code; then with the code.
  const asked = await browser.post(page.location, { email, password: secret, ...more });
  expect(page.status === 307 ? readHeld(asked) : more.held).toBe(more.held);
  return browser.post(page.location, { ...more, oneTimeCode: await takeFreshCode(userId) });
}

test('every kind of form that the code knows has a case, and no case is of a form that is gone', () => {
  expect(known.length).toBeGreaterThan(35);
  expect(Object.keys(cases).sort()).toEqual([...known].sort());
  expect(known).toEqual(expect.arrayContaining(Object.keys(othersThanRedirects)));
});

describe.each(Object.entries(cases))('%s', (name, make) => {
  test('from a page made for somebody else it changes nothing, and is given back', async () => {
    const one = await make();
    const browser = await TestBrowser.signedInAs(one.sender);
    expectMarked(await browser.get(one.page ?? one.path), one.sender);
    const before = await readAllRows();
    const { name: called } = await db.user.findUniqueOrThrow({ where: { id: one.sender } });
    for (const madeFor of [toMark(other.id), '']) {
      const page = await browser.post(one.path, { ...one.fields, madeFor });
      expect(page.status).toBe(403);
      expect(page.text).toContain('Nothing was saved');
      expect(await readAllRows()).toEqual(before);
      if (madeFor) expect(page.text).toContain(called);
      if (madeFor && isPage(one)) expectKept(page, one);
    }

    const taken = await browser.post(one.path, { ...one.fields, madeFor: toMark(one.sender) });
    expect(taken.status).toBe(one.taken ?? 302);
    if (!one.storesNothing) expect(await readAllRows()).not.toEqual(before);
    expect(taken.status !== 302).toBe(name in othersThanRedirects);
  });

  test('after the session ended it changes nothing, and comes back when its person signs in', async () => {
    const one = await make();
    const browser = await TestBrowser.signedInAs(one.sender);
    const filledIn = await browser.get(one.page ?? one.path);
    await browser.post(paths.logout(), {});
    const before = await readAllRows();
    const unsent = { ...one.fields, madeFor: toMark(one.sender) };
    const page = await browser.post(one.path, unsent);
    expect(page.status).toBe(401);
    expect(page.text).toContain('Nothing was saved');
    expect(await readAllRows()).toEqual(before);
    if (!isPage(one)) return;
    expectKept(page, one);

    const redirectTo = /name="redirectTo" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
    const carried = { redirectTo: redirectTo.replaceAll('&amp;', '&'), held: readHeld(page) };
    const signedIn = await signInAs(browser, one.sender, carried);
    expect([signedIn.status, signedIn.location]).toEqual([307, one.path]);
    const stored = await readAllRows();
    // As a browser does: the same form once more, to the page.
    const back = await browser.post(one.path, { ...carried, email: 'x', password: secret });
    expect(await readAllRows()).toEqual(stored);
    const shown = back.status === 302 ? await browser.get(back.location ?? '') : back;
    expect([200, 400]).toContain(shown.status);
    expect(shown.html).not.toContain(secret);
    const filled = expectBack(filledIn, shown, one);
    if (filled && !one.storesNothing) expect(shown.text).toMatch(/Not (sent|saved) yet/);
  });
});

describe('a form that waits behind the sign-in page', () => {
  const path = paths.adminCohorts();
  const form = { intent: 'create-cohort', name: 'Class of winter', startsOn: '2027-01-04' };
  const admin = () => createUser({ roles: ['admin'] });
  const postUnsent = (browser: TestBrowser, userId: string, more: Fields = {}) =>
    browser.post(path, { ...form, madeFor: toMark(userId), ...more });

  test('is not for another person who signs in, who is told so', async () => {
    const [owner, another] = [await admin(), await createUser({ name: 'Bo Chen' })];
    const browser = new TestBrowser();
    const held = readHeld(await postUnsent(browser, owner.id));
    const signedIn = await signInAs(browser, another.id, { redirectTo: path, held });
    expect([signedIn.status, signedIn.location]).toEqual([302, paths.login('', 'dropped')]);
    const told = await browser.get(signedIn.location ?? '');
    expect(told.text).toContain('Signed in as Bo Chen');
    expect(told.text).toContain('made for another account, so nothing of it was saved');
    expect(told.html).not.toContain('Class of winter');
    // Nor by hand.
    const forced = await browser.post(path, { held });
    expect([forced.status, forced.text]).toEqual([403, expect.stringContaining('Bo Chen')]);
  });

  test('stays there while the password is wrong, and leaves out passwords and what is too long', async () => {
    const owner = await admin();
    const browser = new TestBrowser();
    const sent = { password: 'do not keep me', people: `${'long '.repeat(25_500)}`, note: 'kept' };
    const page = await postUnsent(browser, owner.id, sent);
    expect(page.status).toBe(401);
    expect(page.html).not.toContain('do not keep me');
    expect(page.text).toMatch(/Not kept: the text that begins “long long .*”, which is too long/);
    const held = readHeld(page);
    expect(held).toContain('"kept"');
    const data = { passwordHash: secretHash };
    const { email } = owner;
    await db.user.update({ where: { id: owner.id }, data });
    const again = await browser.post(paths.login(path), { email, password: 'wrong', held });
    expect([again.status, readHeld(again)]).toEqual([400, held]);
    expect(again.html).toContain(`name="redirectTo" value="${path}"`);
  });

  test('says what happened and shows what was typed until its person is signed in', async () => {
    const owner = await admin();
    const typed = { people: 'Ann Able, ann@typed.test' };
    const other = await createUser({ name: 'Olga Other' });
    for (const browser of [new TestBrowser(), await TestBrowser.signedInAs(other.id)]) {
      const held = readHeld(await postUnsent(browser, owner.id, typed));
      for (const password of ['wrong', '']) {
        const again = await browser.post(paths.login(path), { email: owner.email, password, held });
        expect([again.status, readHeld(again)]).toEqual([400, held]);
        expect(again.text).toContain('Nothing was saved');
        expect(again.text).toMatch(/do not open an account|Not signed in/);
        expect(again.html).toContain(`${typed.people}</textarea>`);
      }
    }
  });

  test('leads to no other site, and what is no form at all is refused', async () => {
    const owner = await admin();
    const browser = new TestBrowser();
    const held = readHeld(await postUnsent(browser, owner.id));
    const away = { redirectTo: 'https://evil.example/', held };
    expect((await signInAs(browser, owner.id, away)).location).toBe(paths.adminUsers());
    for (const odd of ['', '[]', 'x', '{}', '[["a"]]', '[["__proto__","x"]]'])
      expect([400, 403]).toContain((await browser.post(path, { held: odd })).status);
  });

  test('says which file it cannot keep', async () => {
    const body = new FormData();
    body.set('madeFor', toMark((await admin()).id));
    body.set('plan', new File(['x'], 'plan.pdf'));
    const request = new Request('http://localhost/', { method: 'POST', body });
    expect(holdForm(await readArrivedForm({ request, context: {} })).left).toEqual([
      'the file plan.pdf',
    ]);
  });
});
