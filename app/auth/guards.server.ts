import { env } from '#app/env.server.ts';
import { forbidden } from '#app/http/errors.ts';
import { redirectTo } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';
import { readSession } from './lucia.server.ts';
import { type Actor, type Area, canEnter, whyNotEntered } from './permissions.ts';
import type { RequestArgs } from './request-context.server.ts';

/**
 * The guards. Every loader and action calls one before it does anything else: loaders run in parallel and a leaf can be
 * fetched without its parent, so a layout's guard protects nothing.
 */

/** The signed-in person, or null. Reads the session once per request. */
export function findActor({ request, context }: RequestArgs): Promise<Actor | null> {
  context.actor ??= readSession(request.headers.get('Cookie')).then((session) => {
    const { user, cookie } = session;
    if (cookie) context.cookies.push(cookie);
    if (!user) return null;
    context.confirmedAt = session.confirmedAt;
    const needsMore = session.passwordDoubted || needsFactor(user);
    return !session.hasFactor && needsMore ? { ...user, lacksFactor: true } : user;
  });
  return context.actor;
}

/** Whether one of the roles may only be used with a second factor. */
export function needsFactor({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.some((role) => env.SECOND_FACTOR_ROLES?.includes(role));
}

/**
 * The signed-in person. `mayLack`: where a second factor is set up, whoever needs one first is let in, too.
 * @throws a redirect to the sign-in page that comes back here, or to where the second factor that they lack is set up.
 */
export async function requireUser(args: RequestArgs, mayLack?: 'settingUp'): Promise<Actor> {
  const actor = await findActor(args);
  if (actor?.lacksFactor && !mayLack) throw redirectTo(paths.secondFactor());
  if (actor) return actor;
  const { pathname, search } = new URL(args.request.url);
  const backTo = args.request.method === 'GET' ? `${pathname}${search}` : undefined;
  throw redirectTo(paths.login(backTo));
}

/**
 * A cadet, for a page of which those who teach have their own: they are led there.
 * @throws a redirect to the sign-in page or to that page, or 403.
 */
export async function requireCadet<Args extends RequestArgs & { params: object }>(
  args: Args,
  toTaughtPage: (params: Args['params']) => string,
): Promise<Actor> {
  const actor = await requireUser(args);
  if (!canEnter(actor, 'learn') && canEnter(actor, 'teach'))
    throw redirectTo(toTaughtPage(args.params));
  return requirePermission(args, 'learn');
}

/**
 * The signed-in person, if one of their roles opens the area.
 * @throws a redirect to the sign-in page, or 403.
 */
export async function requirePermission(args: RequestArgs, area: Area): Promise<Actor> {
  const actor = await requireUser(args);
  if (!canEnter(actor, area)) throw forbidden(whyNotEntered(actor, area));
  return actor;
}
