import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { signOut } from '#app/features/people/users/sign-in-mutations.server.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

/** A link to this address changes nothing. */
export const loader = () => redirect(paths.home());

/** Ends the session in the database, not only the cookie. Signing out twice is fine. */
export async function action(args: ActionFunctionArgs) {
  const cookie = await signOut(toVisit(args));
  return redirect(paths.login(), {
    headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache"' },
  });
}
