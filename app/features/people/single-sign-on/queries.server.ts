import type { Actor } from '#app/auth/permissions.ts';
import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { notFound } from '#app/http/errors.ts';
import type { SingleSignOn } from '#app/ui/document-context.tsx';
import { openProvider, ProviderFailure, toRedirectUri } from './provider.server.ts';
import { opensByLink, opensByPassword } from './rules.ts';
import type { Problem } from './words.ts';

/** Single sign-on for pages: whether there is one, and who is linked. */

/** What pages say of single sign-on; undefined where there is none. */
export function findSso(): SingleSignOn | undefined {
  const { OIDC_ISSUER, OIDC_NAME: name, OIDC_PASSWORDS: passwords } = env;
  return OIDC_ISSUER ? { name, passwords } : undefined;
}

/** What pages say of single sign-on. @throws 404 where there is none. */
export function getSso(): SingleSignOn {
  const sso = findSso();
  if (!sso) throw notFound('This academy has no single sign-on. Sign in with your password.');
  return sso;
}

/** Whether a password opens an account with these roles at the sign-in form. */
export const mayUsePassword = (roles: readonly string[]): boolean =>
  opensByPassword(env.OIDC_PASSWORDS, roles);

/** Whether a link may set a password of an account with these roles. */
export const mayUseLink = (roles: readonly string[]): boolean =>
  opensByLink(env.OIDC_PASSWORDS, roles);

/** How the provider answers, for whoever runs the server: null when well; `said`: what came instead. */
export async function lookAtProvider(): Promise<{
  problem: Problem | null;
  said: string;
  redirectUri: string;
}> {
  const redirectUri = toRedirectUri();
  try {
    await openProvider();
    return { problem: null, said: '', redirectUri };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const { problem, cause } = error;
    return { problem, said: toCauses(cause).join(': '), redirectUri };
  }
}

const toCauses = (error: unknown): string[] =>
  error instanceof Error ? [error.message, ...toCauses(error.cause)] : [];

/** Whom an account is linked to at the provider. `email`: there, when it was linked. */
export type LinkedIdentity = {
  id: string;
  issuer: string;
  email: string;
  linkedAt: Date;
  signedInAt: Date | null;
};

/** How somebody signs in. `password`: whether they have one that opens their account. */
export type WaysIn = { identities: LinkedIdentity[]; password: boolean };

/** The actor's own ways in. */
export const getOwnWaysIn = ({ id }: Actor): Promise<WaysIn> => getWaysIn(id);

/** Anybody's ways in, for an administrator. */
export async function getWaysIn(userId: string): Promise<WaysIn> {
  const user = await db.user.findUnique({
    where: { id: userId },
    include: { identities: { orderBy: { linkedAt: 'asc' } }, roles: true },
  });
  const roles = user?.roles.map(({ role }) => role) ?? [];
  const identities = (user?.identities ?? []).map(
    ({ id, issuer, email, linkedAt, signedInAt }) => ({ id, issuer, email, linkedAt, signedInAt }),
  );
  return { identities, password: Boolean(user?.passwordHash) && mayUsePassword(roles) };
}
