import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MailServer } from '#tests/support/mail-server.ts';
import { readFailure } from './mail-rules.ts';
import { openTransport } from './transport.server.ts';

/** How far one gets with a real mail server, without a mail. */

let mailServer: MailServer;

beforeAll(async () => {
  mailServer = await MailServer.start();
});

afterAll(() => mailServer.stop());

async function greet(url: string): Promise<string> {
  const { greet, close } = await openTransport(url);
  return greet()
    .then(
      () => 'greeted',
      (error: unknown) => readFailure(error).says,
    )
    .finally(close);
}

test('a mail server is greeted, and nothing is sent', async () => {
  expect(await greet(mailServer.url)).toBe('greeted');
  expect(mailServer.mails).toEqual([]);
});

test('a password that it refuses is found', async () => {
  const strict = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(new Error('Wrong password')),
  });
  const server = strict.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await greet(`smtp://rapport:wrong@127.0.0.1:${port}`)).toMatch(/Wrong password/);
  await new Promise<void>((done) => strict.close(done));
});

test('what speaks no TLS is no server for smtps', async () => {
  expect(await greet(mailServer.url.replace('smtp:', 'smtps:'))).not.toBe('greeted');
});
