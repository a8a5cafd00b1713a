import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { signOut } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { rememberLeft } from '#app/features/people/single-sign-on/mutations.server.ts';
import { toSetCookies } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

/** A link to this address changes nothing. */
export const loader = () => redirect(paths.home());

/**
 * Ends the session in the database, not only the cookie. Signing out twice is fine. Whoever came by single sign-on is asked
 * next whether to sign out there, too.
 */
export async function action(args: ActionFunctionArgs) {
  const visit = toVisit(args);
  const left = await rememberLeft(visit);
  const cookie = await signOut(visit);
  const headers = new Headers(toSetCookies(left ? [cookie, left] : [cookie]));
  headers.set('Clear-Site-Data', '"cache"');
  return redirect(left ? paths.signedOut() : paths.login(), { headers });
}
