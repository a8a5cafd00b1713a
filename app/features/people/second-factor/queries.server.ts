import type { Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import type { Actor } from '#app/auth/permissions.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { openStored } from '#app/auth/stored-secret.server.ts';
import { db } from '#app/db/client.server.ts';
import { toAddress } from './code-app.server.ts';
import {
  type PasskeyOptions,
  toCreationOptions,
  toShowingOptions,
} from './passkey-ceremonies.server.ts';
import type { Asked } from './passkey-challenge.server.ts';
import { hasFactor, isConfirmed, recoveryCodes } from './rules.ts';

/**
 * What a person can show beside their password. `app`: since when; `works`: false where the key that sealed its secret is
 * not set on this server. `passkeys`: the first one first. `codes`: the last set of recovery codes.
 */
export type Factors = {
  app: { since: Date; works: boolean } | null;
  passkeys: { id: string; name: string; createdAt: Date; usedAt: Date | null }[];
  codes: { left: number; of: number; madeAt: Date; usedAt: Date | null } | null;
};

/** A person's factors. */
export async function getFactors(userId: string): Promise<Factors> {
  const [app, passkeys, codes] = await Promise.all([
    db.codeApp.findUnique({ where: { userId } }),
    db.passkey.findMany({
      where: { userId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, createdAt: true, usedAt: true },
    }),
    db.recoveryCode.findMany({ where: { userId } }),
  ]);
  const [first] = codes;
  const used = codes.flatMap(({ usedAt }) => usedAt ?? []);
  return {
    app: app?.confirmedAt
      ? { since: app.confirmedAt, works: openStored(app.secret ?? '', userId) !== null }
      : null,
    passkeys,
    codes: first
      ? {
          left: codes.length - used.length,
          of: recoveryCodes,
          madeAt: first.createdAt,
          usedAt: used.length > 0 ? new Date(Math.max(...used.map(Number))) : null,
        }
      : null,
  };
}

const withFactor = {
  OR: [{ codeApp: { is: { confirmedAt: { not: null } } } }, { passkeys: { some: {} } }],
};

/** The condition on accounts that have no second factor, for what decides and writes in one statement. */
export const withoutFactor = { NOT: withFactor };

/** Whether a person has to show more than their password. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  return (await db.user.count({ where: { id: userId, ...withFactor } })) > 0;
}

/** The person of whom a passkey is asked. `holder`: the session, or the sign-in under way, in which it is. */
export async function findAsked(id: string, holder: string): Promise<Asked> {
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id } });
  return { id, passwordHash, holder };
}

/** What a browser is asked to show one of a person's passkeys; null when they have none. */
export async function findShowingOptions(asked: Asked): Promise<PasskeyOptions | null> {
  const passkeys = await db.passkey.findMany({ where: { userId: asked.id } });
  return passkeys.length > 0 ? toShowingOptions(asked, passkeys) : null;
}

async function getCreationOptions(actor: Actor, holder: string): Promise<PasskeyOptions> {
  const [asked, has] = await Promise.all([
    findAsked(actor.id, holder),
    db.passkey.findMany({ where: { userId: actor.id } }),
  ]);
  return toCreationOptions(asked, { ...actor, has });
}

const setUpMs = 60 * 60_000;

/** The app that the actor began to set up within the last hour, or null. `address`: for its QR code. */
export async function findNewApp(
  { id, name, email }: Actor,
  now = new Date(),
): Promise<{ secret: string; address: string } | null> {
  const newAt = { gt: new Date(now.getTime() - setUpMs) };
  const app = await db.codeApp.findFirst({ where: { userId: id, newAt } });
  const secret = app?.newSecret ? openStored(app.newSecret, id) : null;
  return secret ? { secret, address: toAddress(secret, email ?? name) } : null;
}

/**
 * What the actor sees of their own factors. `begun`: an app that is being set up, shown only while
 * they have shown lately who they are; `creation`: what a browser is asked to make a passkey; `shownCodes`: recovery codes
 * that this session made and has not put away yet.
 */
export async function getOwnFactors(
  actor: Actor,
  { cookieHeader }: Visit,
  { seal, confirmedAt }: { seal: Seal; confirmedAt: Date | undefined },
) {
  const now = new Date();
  const holder = toStoredId(cookieHeader) ?? '';
  const [factors, begun, creation, shownCodes] = await Promise.all([
    getFactors(actor.id),
    isConfirmed(confirmedAt, now) ? findNewApp(actor, now) : null,
    getCreationOptions(actor, holder),
    listShownCodes(actor, seal, now),
  ]);
  return { factors, isOn: hasFactor(factors), begun, creation, shownCodes };
}

async function listShownCodes({ id }: Actor, seal: Seal, now: Date): Promise<string[]> {
  const rows = await db.recoveryCode.findMany({
    where: { userId: id, usedAt: null, sealedUntil: { gt: now } },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ sealedCode }) => (sealedCode && seal.open(sealedCode)) || []);
}
