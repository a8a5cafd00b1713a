import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { provider } from '#app/db/dialect.server.ts';
import { makeFolder } from '#tests/support/backups.ts';
import { makeCertificate } from '#tests/support/certificate.ts';
import { runCommand } from '#tests/support/command.ts';
import { IdentityProvider } from '#tests/support/identity-provider.ts';
import { MailServer } from '#tests/support/mail-server.ts';

/** What `npm run doctor` says of a deployment in which something is wrong. */

// It is a program of its own: on a busy machine it takes long until it has loaded.
vi.setConfig({ testTimeout: 300_000 });

const examine = (variables: Record<string, string>, within: readonly string[] = []) =>
  runCommand('doctor', [], variables, within);

/** The address of a server of this test that answers everything with this. */
async function answering(told: object): Promise<string> {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(told)),
  );
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

describe('the clock', () => {
  const shifted = (seconds: number) => ({
    NODE_OPTIONS: '--import ./tests/support/shifted-clock.mjs',
    CLOCK_SHIFT: String(seconds),
  });

  test('that is slow is seen by what is on record, or by the PostgreSQL server', async () => {
    await db.auditEvent.create({ data: { action: 'test', subjectType: 'user', subjectId: 'x' } });
    const right = await examine(shifted(0));
    expect(right.stdout).not.toMatch(/(look |WRONG) clock/);
    const slow = await examine(shifted(-7200));
    expect(slow.stdout).toMatch(
      /look {2}clock: The newest change on record is 1(19|20) minutes ahead/,
    );
    if (provider === 'sqlite') return;
    expect(slow.status).toBe(1);
    expect(slow.stdout).toMatch(
      /WRONG clock: .* the PostgreSQL server are 7[12]\d\d seconds apart/,
    );
    const fast = await examine(shifted(600));
    expect([fast.status, fast.stdout]).toEqual([
      1,
      expect.stringMatching(/WRONG clock: .* the PostgreSQL server are (59|60)\d seconds apart/),
    ]);
  });

  test('that was set under a running server is told, and a proxy that it does not trust', async () => {
    const told = { ready: true, clockSecondsApart: -3600, untrustedProxy: true };
    const { status, stdout } = await examine({ APP_URL: await answering(told) });
    expect(status).toBe(1);
    expect(stdout).toContain(
      'WRONG clock: The clock of this machine and the running server are 3600',
    );
    expect(stdout).toContain('WRONG proxy: The proxy in front is none that TRUST_PROXY=');
  });
});

describe('a full disk', () => {
  // A disk of its own, which nobody else sees and which ends with the command.
  const small = (folder: string) => [
    'unshare',
    '--mount',
    'sh',
    '-c',
    `mount -t tmpfs -o size=1m rapport-test ${folder} && head -c 1m /dev/zero > ${folder}/full 2>/dev/null; exec "$0" "$@"`,
  ];
  const [unshare = '', ...rest] = small(makeFolder());
  const mayMount = spawnSync(unshare, [...rest, 'test', '-e', '/']).status === 0;

  test('is told, with the folder and what to do', async (context) => {
    if (!mayMount) return context.skip('skipped: this user may not mount a disk');
    const folder = makeFolder();
    const { status, stdout } = await examine({ DATA_DIR: folder }, small(folder));
    expect(status).toBe(1);
    expect(stdout).toContain(`WRONG disk: 0 MB are free under ${folder}.`);
    expect(stdout).toContain('a full disk takes no answers');
  });
});

describe('the mail server', () => {
  const scratch = () => mkdtempSync(join(inject('scratch'), 'mail-'));

  test.each([
    ['IP:0.0.0.0', true, /ok {4}mail: 0\.0\.0\.0:\d+ would take mail from here/],
    ['DNS:mail.elsewhere.test', true, /WRONG mail: .* shows a certificate for another name/],
    ['IP:0.0.0.0', false, /WRONG mail: .* no encryption that this machine trusts/],
  ])('with a certificate for %s, vouched for: %s', async (names, trusts, says) => {
    const certificate = makeCertificate(scratch(), names);
    const server = await MailServer.start(certificate);
    onTestFinished(() => server.stop());
    const { stdout } = await examine({
      SMTP_URL: server.farUrl,
      ...(trusts ? { NODE_EXTRA_CA_CERTS: certificate.certFile } : {}),
    });
    expect(stdout).toMatch(says);
    expect(server.mails).toEqual([]);
  });

  test('that offers no STARTTLS, or is none', async () => {
    const server = await MailServer.start();
    const open = await examine({ SMTP_URL: server.farUrl });
    expect([open.status, open.stdout]).toEqual([
      1,
      expect.stringMatching(/WRONG mail: .* no encryption that this machine trusts .*STARTTLS/),
    ]);
    await server.stop();
    const none = await examine({ SMTP_URL: server.farUrl });
    expect(none.stdout).toMatch(/WRONG mail: .* does not answer as one/);
  });
});

describe('single sign-on', () => {
  let provider: IdentityProvider;
  beforeAll(async () => {
    provider = await IdentityProvider.start();
  });
  afterAll(() => provider.goAway());

  const examine = (issuer: string) =>
    runCommand('doctor', [], {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
    });

  test('says that the provider answers, and where it has to send people', async () => {
    const { stdout } = await examine(provider.issuer);
    expect(stdout).toContain(`${provider.issuer} answers as the issuer that it should be`);
    expect(stdout).toContain('/sso/callback');
  });

  test('says that another one answers, or none', async () => {
    const stranger = await answering({ issuer: 'https://elsewhere.example' });
    const other = await examine(stranger);
    expect([other.status, other.stdout]).toEqual([
      1,
      expect.stringMatching(/WRONG sign-on: What answers at http:\/\/127\S+ is no such issuer/),
    ]);
    await provider.goAway();
    const away = await examine(provider.issuer);
    expect(away.status).toBe(1);
    expect(away.stdout).toContain(`${provider.issuer} does not answer`);
    expect(away.stdout).toContain('Check OIDC_ISSUER');
  });
});
