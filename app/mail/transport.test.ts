import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Certificate, makeCertificate } from '#tests/support/certificate.ts';
import { MailServer } from '#tests/support/mail-server.ts';
import { runScript } from '#tests/support/program.ts';
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

describe('the mail server of another machine', () => {
  const makeFor = (names: string): Certificate =>
    makeCertificate(mkdtempSync(join(inject('scratch'), 'mail-')), names);
  const to = 'ada@academy.test';
  const letter = { subject: 'A link', paragraphs: ['For you alone.'], footer: 'A test sent it.' };

  /** Sends one from a program that trusts the certificate. @throws Error with what went wrong */
  const sendTrusting = ({ farUrl }: MailServer, { certFile }: Certificate) =>
    runScript('tests/support/send-mail.ts', [farUrl, to], { NODE_EXTRA_CA_CERTS: certFile });

  test('gets a mail over STARTTLS, encrypted', async () => {
    const certificate = makeFor('IP:0.0.0.0');
    const server = await MailServer.start(certificate);
    await sendTrusting(server, certificate);
    expect(server.to(to).map(({ subject }) => subject)).toEqual(['A link']);
    expect(server.encrypted).toEqual([true]);
    await server.stop();
  });

  test('with a certificate of another name gets none', async () => {
    const certificate = makeFor('DNS:mail.elsewhere.test');
    const server = await MailServer.start(certificate);
    await expect(sendTrusting(server, certificate)).rejects.toThrow(/altnames/);
    expect(server.mails).toEqual([]);
    await server.stop();
  });

  test.each([
    ['whose certificate nobody vouches for', true, /self-signed certificate/],
    ['without encryption', false, /STARTTLS/],
  ])('%s gets none, and the mail waits', async (_what, encrypts, says) => {
    const server = await MailServer.start(encrypts ? makeFor('IP:0.0.0.0') : undefined);
    expect(await greet(server.farUrl)).toMatch(says);
    const { send, close } = await openTransport(server.farUrl);
    const failure = await send({ id: 'one', to, letter }).then(
      () => null,
      (error: unknown) => readFailure(error),
    );
    close();
    expect(failure).toEqual({ means: 'later', says: expect.stringMatching(says) });
    expect(server.mails).toEqual([]);
    await server.stop();
  });
});
