import { paths } from '#app/paths.ts';
import type { BenchAcademy } from '../academy/schema.ts';
import { benchPassword } from '../academy/schema.ts';
import { pick, type Scenario } from '../scenario.ts';

/**
 * The floor of every ratio, the same since ratios are taken: a resource route (`/healthz`) through all of Express and
 * Remix that reads no session, asks no database and renders no page. It has no layout, so a page of nothing but its
 * layout is above it. What makes each request cheaper lowers the floor too, and raises ratios: compare CPU as well.
 */
export const emptyRoute: Scenario = { name: 'empty route', make: () => ({ path: paths.alive() }) };

/** What people open before they are signed in, and the way out. */
export function listPublic({ invitation, emails, cadet, file }: BenchAcademy): Scenario[] {
  return [
    { name: 'front page', make: () => ({ path: paths.home() }) },
    { name: 'sign-in page', make: () => ({ path: paths.login() }), aim: { ratio: 1.5 } },
    {
      name: 'sign-in (argon2)',
      expect: 302,
      most: Math.min(40, emails.length),
      make: (n) => ({
        path: paths.login(),
        form: { email: pick(emails, n), password: benchPassword },
      }),
    },
    { name: 'code without a password', make: () => ({ path: paths.loginCode() }) },
    { name: 'code on a slip', make: () => ({ path: paths.activate() }) },
    { name: 'forgotten password', make: () => ({ path: paths.forgottenPassword() }) },
    { name: 'link to sign out', expect: 302, make: () => ({ path: paths.logout() }) },
    { name: 'invitation', make: () => ({ path: paths.invitation(invitation) }) },
    { name: 'nothing there', expect: 404, make: () => ({ path: '/nothing/here' }) },
    { name: 'readiness', make: () => ({ path: paths.ready() }) },
    { name: 'picture', make: () => ({ path: paths.asset(file), cookie: cadet }) },
  ];
}
