import { createSeal } from '#app/auth/seal.server.ts';
import { env } from '#app/env.server.ts';
import { type Flow, flowMinutes, flowSchema } from './schema.ts';

/**
 * What a browser keeps for a few minutes, sealed by the secret that this site shares with its provider: of a sign-in what
 * the provider's answer must fit, so that no other browser can end it; after signing out, by what to sign out there.
 */

const secure = env.APP_URL.protocol === 'https:';
const longestCookie = 3800;

const toName = (purpose: string) => `${secure ? '__Host-' : ''}rapport_sso_${purpose}`;
const toSealOf = (purpose: string) =>
  createSeal(env.OIDC_CLIENT_SECRET ?? '', `rapport single sign-on: ${purpose}`);

function toCookie(purpose: string, value: string, minutes: number): string {
  const age = value === '' ? 0 : minutes * 60;
  return `${toName(purpose)}=${value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${age}${secure ? '; Secure' : ''}`;
}

function readCookie(cookieHeader: string | null, purpose: string): string | null {
  const pattern = new RegExp(`(?:^|;\\s*)${toName(purpose)}=([\\w-]+)(?:;|$)`);
  const sealed = pattern.exec(cookieHeader ?? '')?.[1];
  return sealed ? toSealOf(purpose).open(sealed) : null;
}

const toSealedCookie = (purpose: string, text: string, minutes: number) =>
  toCookie(purpose, toSealOf(purpose).seal(text), minutes);

/** The Set-Cookie value that keeps a sign-in that was begun; null ends it. */
export const toFlowCookie = (flow: Flow | null): string =>
  flow ? toSealedCookie('flow', JSON.stringify(flow), flowMinutes) : toCookie('flow', '', 0);

/** The sign-in that this browser began; null when it began none, or too long ago. */
export function readFlow(cookieHeader: string | null): Flow | null {
  const text = readCookie(cookieHeader, 'flow');
  const flow = text === null ? null : flowSchema.parse(JSON.parse(text));
  return flow && Date.now() - flow.at < flowMinutes * 60_000 ? flow : null;
}

/** The Set-Cookie value that keeps an ID token for signing out at the provider. '' ends it; one that is too long is left out. */
export function toLeftCookie(idToken: string): string {
  const cookie = toSealedCookie('left', idToken, 5);
  return idToken === '' || cookie.length > longestCookie ? toCookie('left', '', 0) : cookie;
}

/** The ID token that this browser kept when it signed out; null when it kept none. */
export const readLeft = (cookieHeader: string | null): string | null =>
  readCookie(cookieHeader, 'left');
