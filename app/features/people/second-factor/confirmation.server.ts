import type { Visit } from '#app/auth/change.ts';
import { toStoredId } from '#app/auth/lucia.server.ts';
import type { Actor } from '#app/auth/permissions.ts';
import { type RequestArgs, toVisit } from '#app/auth/request-context.server.ts';
import { db, inTransactionAbout } from '#app/db/client.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { holdForm, readArrivedForm } from '#app/http/arrived-form.server.ts';
import { unauthorized } from '#app/http/errors.ts';
import { type Prover, type ShownKind, toShownKind, tryFactor } from './factor-tries.server.ts';
import { findShowingOptions, getFactors } from './queries.server.ts';
import { hasFactor, isConfirmed } from './rules.ts';
import { type Shown, shownSchema } from './schema.ts';
import { toWrongCode } from './step-mutations.server.ts';

/**
 * Lets a change go on whose sender has shown within a quarter of an hour who they are: signing in does, and so does what
 * the form holds in the fields of the page that asks for it. That page keeps the form and sends it again with them.
 * @throws 401 Response; the page around it is made of `context.unconfirmed`
 */
export async function requireConfirmed(args: RequestArgs, actor: Actor): Promise<void> {
  const { context, request } = args;
  if (isConfirmed(context.confirmedAt, new Date())) return;
  const form = await readArrivedForm(args);
  // It is to be shown, not to be carried out.
  if (form.returned) return;
  const holder = toStoredId(request.headers.get('Cookie')) ?? '';
  const [account, factors] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: actor.id } }),
    getFactors(actor.id),
  ]);
  const user = { ...account, holder };
  const { app, codes } = factors;
  const isOn = hasFactor(factors);
  const asks = { app: app !== null, recoveryCode: isOn && (codes?.left ?? 0) > 0, password: !isOn };
  const shown = shownSchema.safeParse(Object.fromEntries(form.fields)).data ?? {};
  const kind = toShownKind(asks.password ? shown : { ...shown, currentPassword: undefined });
  const isOffered = kind === 'password' ? asks.password : !asks.password;
  const problem = kind && isOffered ? await confirm(toVisit(args), user, kind, shown) : {};
  if (!problem) {
    context.confirmedAt = new Date();
    return;
  }
  const { pathname, search } = new URL(request.url);
  const place = form.place ? `#${encodeURIComponent(form.place)}` : '';
  const isTold = Object.keys(problem).length > 0;
  context.unconfirmed = {
    held: holdForm(form),
    action: `${pathname}${search}${place}`,
    asks: { ...asks, passkey: await findShowingOptions(user) },
    problem: isTold ? problem : null,
  };
  throw unauthorized('Nothing was saved yet: show once more that it is you, then it goes on.');
}

/** Notes in the session that its person has shown who they are; or says, by field, why not. */
async function confirm(
  visit: Visit,
  user: Prover,
  kind: ShownKind,
  shown: Shown,
): Promise<Record<string, string[]> | null> {
  const field = fields[kind];
  const tried = await tryFactor(visit, user, kind, shown);
  if (tried.kind === 'limited')
    return { [field]: [`There were too many tries. Try again ${formatWait(tried.seconds)}.`] };
  if (tried.kind === 'wrong') {
    if (kind === 'password') return { [field]: ['This is not your password.'] };
    return { [field]: [...(toWrongCode(shown).messages[field] ?? [])] };
  }
  await tried.forgive();
  const { cookieHeader, requestId } = visit;
  await inTransactionAbout(user.id, async (tx) => {
    const where = { id: toStoredId(cookieHeader) ?? '', userId: user.id };
    await tx.session.updateMany({ where, data: { confirmedAt: new Date() } });
    await recordAudit(tx, {
      actorId: user.id,
      action: 'confirm-session',
      subject: 'user',
      subjectId: user.id,
      after: { with: kind },
      requestId,
    });
  });
  return null;
}

const fields: Record<ShownKind, string> = {
  app: 'oneTimeCode',
  'recovery code': 'recoveryCode',
  passkey: 'passkey',
  password: 'currentPassword',
};
