import { parseArgs } from 'node:util';
import { openTransport } from '#app/mail/transport.server.ts';

/** `tsx tests/support/send-mail.ts <SMTP_URL> <address>`: sends one mail, as a program of its own that trusts whom it is told to. */

const [url = '', to = ''] = parseArgs({ allowPositionals: true }).positionals;
const { send, close } = await openTransport(url);
const letter = { subject: 'A link', paragraphs: ['For you alone.'], footer: 'A test sent it.' };
await send({ id: 'one', to, letter }).finally(close);
