import { env } from '#app/env.server.ts';
import { type Letter, toHtml, toText } from './letter.tsx';
import { needsTls } from './mail-rules.ts';

/** How a message leaves: by SMTP (RFC 5321), over the server that `SMTP_URL` names. */

/** A letter to one address. `id`: the same at each try, so that mail programs know what they have already. */
type Mail = { id: string; to: string; letter: Letter };

/** Hands a mail to the mail server. @throws what `readFailure` reads */
export type Send = (mail: Mail) => Promise<void>;

/** Whether there is a mail server at all: without one, links are handed over by people. */
export const hasMail = (): boolean => env.SMTP_URL !== undefined;

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** `greet`: connects, encrypts and signs in as for a mail, and sends none; throws as `send` does. */
type Transport = { send: Send; greet: () => Promise<void>; close: () => void };

/** Opens the way to a mail server. @param url as `SMTP_URL` */
export async function openTransport(url: string): Promise<Transport> {
  // Only where mail is sent is its library loaded.
  const { createTransport } = await import('nodemailer');
  const isFar = needsTls(new URL(url));
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    // What is not required is not tried: on one machine certificates are often nobody's.
    requireTLS: isFar,
    ignoreTLS: !isFar,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  });
  const { hostname } = env.APP_URL;
  return {
    async send({ id, to, letter }) {
      await transport.sendMail({
        from: env.MAIL_FROM ?? `Rapport <no-reply@${hostname}>`,
        to: { name: '', address: to },
        subject: letter.subject,
        text: toText(letter),
        html: toHtml(letter),
        messageId: `<${id}@${hostname}>`,
        // RFC 3834: nobody's absence note is to answer it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    async greet() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
