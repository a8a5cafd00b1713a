import { createHash } from 'node:crypto';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import { holdForm, openArrivedForm, readHeld } from '#app/http/arrived-form.server.ts';
import { forbidden, unauthorized } from '#app/http/errors.ts';
import { toLocalPath } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';
import { findActor } from './guards.server.ts';
import { canEnter } from './permissions.ts';
import type { RouteHandle } from './route-handle.ts';

/**
 * Whom a page was made for. Every form says it, and no other session may send one: a tab that was left open stores
 * nothing under whoever signed in since.
 */

/** The mark of a person in the forms of their pages. No secret: it keeps mistakes out, and gives no id away. */
export function toMark(userId: string): string {
  return createHash('sha256').update(`made for ${userId}`).digest('base64url').slice(0, 22);
}

/** Whether a form that the sign-in page carries comes from a page that was made for this person. */
function isHeldFor(held: string, userId: string): boolean {
  return readHeld(held)?.madeFor === toMark(userId);
}

/**
 * Where a person goes who has just signed in. With a form that waited: the browser sends it on (307) to its page, which
 * shows it and carries nothing out; one that was somebody else's is dropped, and they are told.
 */
export function toSignedInPlace(
  { redirectTo, held }: { redirectTo?: string; held?: string },
  { userId, home }: { userId: string; home: string },
): { to: string; status: 302 | 307 } {
  const to = toLocalPath(redirectTo, home);
  if (!held) return { to, status: 302 };
  return isHeldFor(held, userId)
    ? { to, status: 307 }
    : { to: paths.login('', 'dropped'), status: 302 };
}

/** The build with actions that take forms of pages made for the person signed in, except where `handle` says otherwise. */
export function checkForms(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { action, handle } = route.module;
    if (!action || (handle as RouteHandle | undefined)?.forms === 'of anyone') return [id, route];
    const checked = async (args: ActionFunctionArgs) => {
      await requireOwnForm(args, handle as RouteHandle | undefined);
      return action(args);
    };
    return [id, { ...route, module: { ...route.module, action: checked } }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

/** @throws 401 or 403 Response whose words a script can show; the page around it is made of `context.unsent` */
async function requireOwnForm(
  args: ActionFunctionArgs,
  { access = 'public', fileLimit }: Partial<RouteHandle> = {},
): Promise<void> {
  const { request, context } = args;
  const actor = await findActor(args);
  // Of a file nothing is read before it is known who sends it: signed out, the form alone is.
  const isOpen =
    actor !== null && access !== 'public' && access !== 'signed-in' && canEnter(actor, access);
  const form = await openArrivedForm(args, isOpen ? fileLimit : undefined);
  if (actor && form.madeFor === toMark(actor.id)) return;
  const { pathname, search } = new URL(request.url);
  const place = form.place ? `#${encodeURIComponent(form.place)}` : '';
  context.unsent = {
    held: form.madeFor ? holdForm(form) : null,
    backTo: `${pathname}${search}${place}`,
  };
  throw actor ? forbidden(toOthersPage(actor.name)) : unauthorized(sessionEnded);
}

const sessionEnded =
  'Nothing was saved: you are signed out. Sign in again in another tab, then send this again.';

const toOthersPage = (name: string) =>
  `Nothing was saved: this page was made for somebody else, and ${name} is signed in now. Sign in with your own account in another tab, then send this again.`;
