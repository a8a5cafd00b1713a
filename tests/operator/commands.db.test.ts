import { describe, expect, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { makeFolder } from '#tests/support/backups.ts';
import { type Ran, runCommand } from '#tests/support/command.ts';
import { ContentFolder } from '#tests/support/content-folder.ts';
import { addRecoveryCode, storePasskey, turnOnFactor } from '#tests/support/second-factor.ts';

/** What an operator types, by the names that the documents give. */

// Each command is a program of its own: on a busy machine it takes long until it has loaded.
vi.setConfig({ testTimeout: 300_000 });

const password = 'a sentence to sign in with';

describe('admin:link', () => {
  const chosen = { password, passwordAgain: password };
  const toPath = ({ stdout }: Ran) => new URL(stdout.trim()).pathname;

  test('prints a link by which an administrator sets a password, and keeps the second factor', async () => {
    const { id } = await createUser({ email: 'ada@academy.test', roles: ['admin'] });
    await turnOnFactor(id);
    await storePasskey(id);
    const ran = await runCommand('admin:link', ['ADA@academy.test']);
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    const browser = new TestBrowser();
    expect((await browser.post(toPath(ran), chosen)).location).toBe(paths.loginCode());
    const where = { userId: id };
    const kept = [db.codeApp.count({ where }), db.passkey.count({ where })];
    expect(await Promise.all(kept)).toEqual([1, 1]);
  });

  test('lets in who lost the second factor too, ends their sessions, and the log says so', async () => {
    const { id, email } = await createUser({ email: 'sole@academy.test', roles: ['admin'] });
    await turnOnFactor(id);
    await storePasskey(id);
    await addRecoveryCode(id);
    const elsewhere = await TestBrowser.signedInAs(id);
    const ran = await runCommand('admin:link', [email, '--without-second-factor']);
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect((await elsewhere.get(paths.adminUsers())).status).toBe(302);
    const browser = new TestBrowser();
    const sent = await browser.post(toPath(ran), chosen);
    expect(sent.location).toBe(paths.adminUsers());
    expect((await browser.get(paths.adminUsers())).status).toBe(200);
    expect((await new TestBrowser().post(toPath(ran), chosen)).status).not.toBe(302);
    const events = await db.auditEvent.findMany({ where: { subjectId: id, actorId: null } });
    expect(events.map(({ action }) => action)).toEqual([
      'make-password-link',
      'reset-second-factor',
    ]);
  });

  test('does nothing for who is no administrator, and says what it takes', async () => {
    await createUser({ email: 'cadet@academy.test' });
    const ran = await runCommand('admin:link', ['cadet@academy.test', '--without-second-factor']);
    expect([ran.status, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toContain('is no administrator who can sign in here. Nothing was changed.');
    const none = await runCommand('admin:link', []);
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('Give one e-mail')]);
  });
});

test('content:publish publishes the content folder, once', async () => {
  const folder = makeFolder();
  new ContentFolder(folder).fill('good', 'parts');
  const first = await runCommand('content:publish', [], { CONTENT_DIR: folder });
  expect([first.status, first.stdout]).toEqual([0, expect.stringMatching(/^\d+ changed\.$/m)]);
  expect(await db.contentRevision.count()).toBeGreaterThan(0);
  const again = await runCommand('content:publish', [], { CONTENT_DIR: folder });
  expect([again.status, again.stdout.trim()]).toEqual([
    0,
    expect.stringMatching(/Nothing was changed\.$/),
  ]);
});
