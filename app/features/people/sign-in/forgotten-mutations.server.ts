import { createHash } from 'node:crypto';
import type { Visit } from '#app/auth/change.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { countAsked, postMessage } from '#app/features/notices/outbox-mutations.server.ts';
import { mayUsePassword } from '#app/features/people/single-sign-on/queries.server.ts';
import {
  createLink,
  withdrawMailedLinks,
} from '#app/features/people/users/link-mutations.server.ts';
import type { Letter } from '#app/mail/letter.tsx';
import { toNetwork } from './network-rules.ts';
import { forgottenLimits, signInLimits } from './schema.ts';

/**
 * A new password by mail. Whoever asks gets the same answer, and the same work is done, whether or not there is such an
 * account: that is looked up as the mail leaves. The link is made then, too, so that its token stands in the mail alone.
 */

const minuteMs = 60_000;

/**
 * Asks for a mail to this address.
 * @returns seconds until the network may ask again, where it asked too often; else null
 */
export async function askForPassword(
  { clientAddress }: Visit,
  email: string,
  now = new Date(),
): Promise<number | null> {
  const origin = toNetwork(clientAddress);
  const { perNetwork, againMinutes, linkMinutes } = forgottenLimits;
  const since = new Date(now.getTime() - signInLimits.windowMinutes * minuteMs);
  if ((await countAsked(origin, since)) >= perNetwork) return signInLimits.windowMinutes * 60;
  const slot = Math.floor(now.getTime() / (againMinutes * minuteMs));
  const account = createHash('sha256').update(email).digest('hex');
  await postMessage(
    {
      kind: 'forgotten-password',
      key: `forgotten-password ${account} ${slot}`,
      address: email,
      origin,
      livesMinutes: linkMinutes,
    },
    now,
  );
  return null;
}

/**
 * The mail with a link that sets a new password, which it makes; links of earlier mails end. Null where the address has no
 * account that a password opens.
 */
export async function writeForgottenLetter(address: string, now: Date): Promise<Letter | null> {
  const where = { email: address, disabledAt: null, passwordHash: { not: null } };
  const user = await db.user.findFirst({ where, include: { roles: true } });
  if (!user || !mayUsePassword(user.roles.map(({ role }) => role))) return null;
  const { id: accountId, email, name } = user;
  const { linkMinutes } = forgottenLimits;
  const { link } = await inTransaction(async (tx) => {
    await withdrawMailedLinks(tx, accountId, now);
    const event = { action: 'mail-password-link', subject: 'user', subjectId: accountId } as const;
    await recordAudit(tx, { ...event, actorId: null });
    const days = linkMinutes / (24 * 60);
    const made = { email, name, roles: [], accountId, createdById: null, days };
    return createLink(tx, made, { now });
  });
  const { host } = env.APP_URL;
  return {
    subject: 'Choose a new password for Rapport',
    paragraphs: [
      `Hello ${name},`,
      `Somebody, most likely you, asked for a new password for your account at ${host}. The link below lets you choose one. It works once, for ${linkMinutes} minutes.`,
      'Until you do, your password stays as it is.',
    ],
    action: { label: 'Choose a new password', href: link },
    footer:
      'If you did not ask for it, do nothing: nobody gets in by asking. Should it come again and again, tell your academy’s administrator. Nobody reads answers to this mail.',
  };
}
