import { expect, test, vi } from 'vitest';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { readAllRows } from '#tests/forms/database-rows.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { lookedAt } from './evidence-rules.ts';

/** What anyone can do, and should fill no log of failures. */

test('a form for a page that takes none is refused, and is no failure of ours', async () => {
  const failures = vi.spyOn(logger, 'error').mockReturnValue();
  const browser = await TestBrowser.signedInAs((await createUser()).id);
  const page = await browser.post(paths.record(), { intent: 'anything' });
  expect(page.status).toBe(405);
  expect(failures).not.toHaveBeenCalled();
  failures.mockRestore();
});

test('an accepted invitation is named by the event that it made', async () => {
  const { id, link } = await inTransaction((tx) =>
    createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1 }),
  );
  const password = 'olive comet drawer piano';
  const account = { name: 'Ann Able', email: 'ann-able@example.test' };
  const { pathname } = new URL(link);
  const form = { ...account, password, passwordAgain: password };
  expect((await new TestBrowser().post(pathname, form)).status).toBe(302);
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'accept-invitation' } });
  expect(JSON.parse(event.afterJson ?? '')).toMatchObject({ invitation: id });
});

/** Tables that the evidence of an attack leaves out, and why. */
const leftOut: Readonly<Record<string, string>> = {
  _prisma_migrations: 'of Prisma',
  AuditEvent: 'the evidence itself',
  CodeApp: 'holds what is being set up before it is turned on, and each step that was used',
  ContentItem: 'written by the sync of content alone',
  ContentRevision: 'written by the sync of content alone',
  ContentSync: 'written by the sync of content alone',
  RecoveryCode: 'used up and made anew with events that name the person alone',
  Release: 'written by the sync of content alone',
  Identity: 'written by single sign-on alone, which the attacked server does not have',
  LessonPassage: 'made of what is published',
  Lease: 'says which server does what',
  Notice: 'follows from what is decided, and is put away by who reads it',
  OutboxMessage: 'follows from what is asked or decided, and is sent by itself',
  QuizTally: 'sums of what attempts say',
  Roster: 'a file that was sent, until it is applied: those whom it adds and changes are looked at',
  RosterColumns: 'how the columns of such a file were read',
  RosterRow: 'of such a file',
  Session: 'opened and ended without a decision of anybody else',
  SignInTry: 'one for each try',
  SpentChallenge: 'one for each passkey that was made or shown',
};

test('every table is looked at after an attack, or has a reason not to be', async () => {
  const tables = Object.keys(await readAllRows());
  expect(tables.sort()).toEqual([...lookedAt, ...Object.keys(leftOut)].sort());
});
