import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import {
  type MessageKind,
  sendDue,
  type WriteLetter,
} from '#app/features/notices/outbox-mutations.server.ts';
import { writeForgottenLetter } from '#app/features/people/sign-in/forgotten-mutations.server.ts';
import { forgottenLimits } from '#app/features/people/sign-in/schema.ts';
import { openTransport } from '#app/mail/transport.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { MailServer } from '#tests/support/mail-server.ts';

const letters: Record<MessageKind, WriteLetter> = { 'forgotten-password': writeForgottenLetter };
const minuteMs = 60_000;

let server: MailServer;
let transport: Awaited<ReturnType<typeof openTransport>>;

beforeAll(async () => {
  server = await MailServer.start();
  transport = await openTransport(server.url);
});

afterAll(async () => {
  transport.close();
  await server.stop();
});

let nextNetwork = 0;
const openBrowser = () => new TestBrowser(`203.0.113.${++nextNetwork}`);

const ask = (email: string, browser = openBrowser()) =>
  browser.post(paths.forgottenPassword(), { email });

/** Sends what is due now, or so many minutes later. */
const deliver = (minutesLater = 0) =>
  sendDue(letters, transport.send, () => new Date(Date.now() + minutesLater * minuteMs));

const rowsOf = (kind = 'forgotten-password') =>
  db.outboxMessage.findMany({ where: { kind }, orderBy: { createdAt: 'asc' } });

async function lastOutcome() {
  return (await rowsOf()).at(-1);
}

const linkIn = (text = '') => new URL(/http\S+\/invitations\/\S+/.exec(text)?.[0] ?? '').pathname;

test('a mail brings a link that sets a new password, once; nothing of it is stored', async () => {
  const email = 'cy@academy.test';
  const { id } = await createUser({ name: 'Cy O’Neil', email, password: 'an old one to forget' });
  const page = await ask(` ${email.toUpperCase()} `);
  expect([page.status, page.location]).toEqual([302, paths.forgottenPassword('1')]);
  await deliver();
  const [mail] = server.to(email);
  expect(mail?.subject).toBe('Choose a new password for Rapport');
  expect(mail?.text).toContain('Hello Cy O’Neil,');
  expect(mail?.html).toContain(linkIn(mail?.text));
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  const stored = JSON.stringify([await rowsOf(), await db.invitation.findMany()]);
  expect(stored).not.toContain(linkIn(mail?.text).split('/').at(-1));
  expect((await lastOutcome())?.address).toBeNull();

  const password = 'a sentence that came by mail';
  const theirs = openBrowser();
  const set = await theirs.post(linkIn(mail?.text), { password, passwordAgain: password });
  expect(set.status).toBe(302);
  expect((await openBrowser().get(linkIn(mail?.text))).status).toBe(410);
  const signedIn = await openBrowser().post(paths.login(), { email, password });
  expect(signedIn.status).toBe(302);
  const told = await db.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
  expect(told.map(({ action }) => action).slice(0, 2)).toEqual([
    'mail-password-link',
    'change-password',
  ]);
});

test('an unknown address, a disabled account and one without a password get the same answer, and no mail', async () => {
  const gone = await createUser({ email: 'gone@academy.test', password: 'a sentence of before' });
  await db.user.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
  await createUser({ email: 'invited@academy.test' });
  await createUser({ email: 'there@academy.test', password: 'a sentence of before' });
  const emails = ['nobody@academy.test', 'gone@academy.test', 'invited@academy.test'];
  const before = server.mails.length;
  const answers = [];
  for (const email of [...emails, 'there@academy.test']) {
    const { status, location, html } = await ask(email);
    answers.push({ status, location, html });
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  await deliver();
  expect(server.mails.length).toBe(before + 1);
  const links = await db.invitation.count({ where: { account: { email: { in: emails } } } });
  expect(links).toBe(0);
});

test('asked twice within minutes, one mail goes; a later one ends the link of the first', async () => {
  const email = 'dee@academy.test';
  await createUser({ email, password: 'a sentence of before' });
  await ask(email);
  await deliver();
  await ask(email);
  await deliver();
  // A slot may end between the two.
  expect(server.to(email).length).toBeLessThanOrEqual(2);
  const sent = server.to(email).length;
  for (const { id } of await rowsOf())
    await db.outboxMessage.update({ where: { id }, data: { key: id } });
  await ask(email);
  await deliver();
  const mails = server.to(email);
  expect(mails.length).toBe(sent + 1);
  const [first, last] = [mails[0], mails.at(-1)].map((mail) => linkIn(mail?.text));
  expect((await openBrowser().get(first ?? '')).status).toBe(410);
  expect((await openBrowser().get(last ?? '')).status).toBe(200);
});

test('what was typed stays, with what to do, when it is no address', async () => {
  const page = await ask('cy@academy');
  expect(page.status).toBe(400);
  expect(page.html).toContain('value="cy@academy"');
  expect(page.text).toContain('cy@academy');
});

test('a network that asks on and on waits; others do not', async () => {
  const browser = openBrowser();
  for (let index = 0; index < forgottenLimits.perNetwork; index += 1)
    expect((await ask(`guess-${index}@academy.test`, browser)).status).toBe(302);
  const page = await ask('one-more@academy.test', browser);
  expect(page.status).toBe(429);
  expect(page.headers.get('Retry-After')).toBe('900');
  expect(page.text).toContain('Too many links were asked for from this network.');
  expect(page.html).toContain('value="one-more@academy.test"');
  expect((await ask('one-more@academy.test')).status).toBe(302);
  await deliver();
});

test('a mail that is refused is given up; one that is put off goes later, and only then', async () => {
  const [never, later] = ['never@academy.test', 'later@academy.test'];
  for (const email of [never, later]) await createUser({ email, password: 'a sentence of before' });
  server.behave(never, 'refuse');
  await ask(never);
  await deliver();
  expect(await lastOutcome()).toMatchObject({ outcome: 'refused', tries: 1, address: null });
  expect((await lastOutcome())?.problem).toContain('No such mailbox');

  server.behave(later, 'put off', 'put off');
  await ask(later);
  await deliver();
  expect(await lastOutcome()).toMatchObject({ outcome: null, tries: 1, takenUntil: null });
  await deliver();
  expect((await lastOutcome())?.tries).toBe(1);
  await deliver(2);
  expect((await lastOutcome())?.tries).toBe(2);
  await deliver(10);
  expect(await lastOutcome()).toMatchObject({ outcome: 'sent', tries: 3 });
  expect(server.to(later)).toHaveLength(1);
});

test('a server that takes a mail and dies gets it again under the same name; one that is away, until nobody needs it', async () => {
  const email = 'twice@academy.test';
  await createUser({ email, password: 'a sentence of before' });
  server.behave(email, 'take and die');
  await ask(email);
  await deliver();
  expect(await lastOutcome()).toMatchObject({ outcome: null, tries: 1 });
  await deliver(2);
  const mails = server.to(email);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect((await openBrowser().get(linkIn(mails[1]?.text))).status).toBe(200);

  const away = await openTransport('smtp://127.0.0.1:1');
  await ask('twice@academy.test'.replace('twice', 'away'));
  await createUser({ email: 'away@academy.test', password: 'a sentence of before' });
  const at = (minutes: number) => () => new Date(Date.now() + minutes * minuteMs);
  await sendDue(letters, away.send, at(0));
  expect(await lastOutcome()).toMatchObject({ outcome: null, tries: 1 });
  expect((await lastOutcome())?.problem).toContain('ECONNREFUSED');
  await sendDue(letters, away.send, at(forgottenLimits.linkMinutes + 1));
  expect(await lastOutcome()).toMatchObject({ outcome: 'given-up', address: null });
  away.close();
});

test('several servers send a message once; one that died with it is followed by another', async () => {
  const emails = Array.from({ length: 12 }, (_, index) => `crowd-${index}@academy.test`);
  for (const email of emails) {
    await createUser({ email, password: 'a sentence of before' });
    await ask(email);
  }
  await Promise.all([deliver(), deliver(), deliver()]);
  expect(emails.map((email) => server.to(email).length)).toEqual(emails.map(() => 1));

  await createUser({ email: 'orphan@academy.test', password: 'a sentence of before' });
  await ask('orphan@academy.test');
  const hangs = () => new Promise<void>(() => {});
  void sendDue(letters, hangs);
  await expect.poll(async () => (await lastOutcome())?.takenUntil).not.toBeNull();
  await deliver();
  expect(server.to('orphan@academy.test')).toHaveLength(0);
  await deliver(4);
  expect(server.to('orphan@academy.test')).toHaveLength(1);
});

test('old messages go, without a trace of whom they were for', async () => {
  const before = (await rowsOf()).length;
  expect(before).toBeGreaterThan(0);
  expect((await rowsOf()).filter(({ endedAt, address }) => endedAt && address)).toEqual([]);
  await deliver(31 * 24 * 60);
  await deliver(62 * 24 * 60);
  expect(await rowsOf()).toEqual([]);
});
