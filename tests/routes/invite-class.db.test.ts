import { expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';

const names = [
  'Nguyễn Thị Hoa',
  'علی\u200cرضا کریمی',
  'ශ්\u200dරී පෙරේරා',
  "Aoife O'Brien",
  'Siobhán O’Neil',
  'Ana María De La Cruz',
  'Łukasz Wójcik',
  'Søren Østergaard',
  'Jean\u2011Luc Lévesque',
  'Zoe\u0308 Ng',
];

/** 40 lines of a spreadsheet; the last one repeats the first. */
function toRows(): string[] {
  const rows = Array.from({ length: 39 }, (_, index) => {
    const name = index < names.length ? names[index] : `Recruit ${index}`;
    return `${name}\tc${index}@class.test`;
  });
  return [...rows, `${names[0]?.toUpperCase()}\tC0@class.test`];
}

test('a class of 40 lines, one doubled: reloading makes nothing, and every link makes its account', async () => {
  const admin = await createUser({ roles: ['admin'] });
  const browser = await TestBrowser.signedInAs(admin.id);
  const cohort = await createCohort({ name: 'Class of 40' });
  const form = {
    intent: 'invite-people',
    people: ['Name\tE-mail', ...toRows()].join('\r\n'),
    roles: ['cadet'],
    cohortId: cohort.id,
  };
  const made = await browser.post(paths.adminUsers(), form);
  expect([made.status, made.location]).toEqual([
    302,
    paths.adminLinks({ made: 39, kept: 0, twice: 1 }),
  ]);
  const shown = await browser.get(made.location ?? '');
  expect(shown.text).toContain('39 new invitations 1 address stood in the list more than once');
  const read = async () => (await browser.get(made.location ?? '')).html;
  const linksIn = (html: string) =>
    [...html.matchAll(/<code class="link-once">([^<]+)</g)].map(([, link = '']) => link);
  const links = linksIn(shown.html);
  expect(new Set(links).size).toBe(39);
  for (const again of [await read(), await read()]) expect(linksIn(again)).toEqual(links);
  // Sent once more, as a browser offers after going back: it asks, and makes and kills nothing.
  expect((await browser.post(paths.adminUsers(), form)).status).toBe(400);
  expect(await db.invitation.count({ where: { cohortId: cohort.id } })).toBe(39);

  const password = 'a sentence for the class';
  for (const link of links) {
    const bearer = new TestBrowser();
    const path = new URL(link).pathname;
    const page = await bearer.get(path);
    expect(page.status).toBe(200);
    const value = (name: string) =>
      new RegExp(`name="${name}"[^>]* value="([^"]+)"`).exec(page.html)?.[1];
    const email = value('email') ?? '';
    const name = (value('name') ?? '').replace('&#x27;', "'");
    const accepted = await bearer.post(path, { name, email, password, passwordAgain: password });
    expect([email, accepted.status]).toEqual([email, 302]);
  }
  const accounts = await db.user.findMany({ where: { email: { endsWith: '@class.test' } } });
  expect(accounts).toHaveLength(39);
  expect(await db.correction.count()).toBe(0);
  for (const name of names)
    expect(accounts.map((account) => account.name)).toContain(name.normalize('NFC'));
  expect(await db.enrollment.count({ where: { cohortId: cohort.id, withdrawnAt: null } })).toBe(39);
  expect(linksIn(await read())).toEqual([]);
});
