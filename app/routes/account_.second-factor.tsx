import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { toDeviceName } from '#app/auth/device-rules.ts';
import { needsFactor, requireUser } from '#app/auth/guards.server.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { findTimeZone } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { AppCard } from '#app/features/people/second-factor/app-card.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { applySecondFactorForm } from '#app/features/people/second-factor/factor-mutations.server.ts';
import { PasskeyCard } from '#app/features/people/second-factor/passkey-card.tsx';
import { getOwnFactors } from '#app/features/people/second-factor/queries.server.ts';
import { NewCodesCard, RecoveryCard } from '#app/features/people/second-factor/recovery-cards.tsx';
import { secondFactorSchema } from '#app/features/people/second-factor/schema.ts';
import {
  type Lack,
  SecondFactorNotice,
} from '#app/features/people/second-factor/second-factor-notice.tsx';
import { TurnOffCard } from '#app/features/people/second-factor/turn-off-card.tsx';
import { OwnPasswordForm } from '#app/features/people/sign-in/own-password-form.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

export const meta = () => [{ title: 'Your second factor · Rapport' }];

/** The reader's second factor; what is secret of it only while they have shown lately who they are. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args, 'settingUp');
  const visit = toVisit(args);
  const [own, timeZone] = await Promise.all([
    getOwnFactors(actor, visit, { seal: toSeal(args), confirmedAt: args.context.confirmedAt }),
    findTimeZone(actor, new Date()),
  ]);
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  const needed = needsFactor(actor);
  const lacks: Lack | null = actor.lacksFactor ? (needed ? 'role' : 'password') : null;
  const owner = actor.email ?? actor.name;
  return { ...own, saved, owner, lacks, needed, timeZone, device: toDeviceName(visit.userAgent) };
}

/** One change of it, by who has shown lately who they are. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireUser(args, 'settingUp');
  await requireConfirmed(args, actor);
  const sent = await readIntent(args, secondFactorSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  const own = { change, visit: toVisit(args), seal: toSeal(args) };
  const done = await applySecondFactorForm(own, sent.form);
  if (done instanceof Refusal) return data(sent.refuse(done), { status: 400 });
  const to = sent.form.intent === 'change-password' ? paths.account : paths.secondFactor;
  return redirect(to(sent.form.intent), { headers: toSetCookies(done) });
}

export default function SecondFactorPage() {
  const page = useLoaderData<typeof loader>();
  const { factors, isOn, begun, shownCodes, owner, lacks, needed, timeZone } = page;
  const lastResult = useActionData<typeof action>() ?? null;
  const resultOf = (...intents: string[]) =>
    intents.some((intent) => lastResult?.initialValue?.intent === intent) ? lastResult : null;
  return (
    <>
      <PageHeader
        title="Your second factor"
        lead="What you show beside your password when you sign in."
        breadcrumbs={lacks ? [] : [{ label: 'Your account', href: paths.account() }]}
      />
      <div className="stack stack-loose">
        {!lastResult && <SecondFactorNotice saved={page.saved} lacks={lacks} />}
        {shownCodes.length > 0 && <NewCodesCard codes={shownCodes} owner={owner} />}
        {(shownCodes.length === 0 || lastResult) && (
          <>
            {lacks === 'password' && (
              <Card title="A longer password" id="password">
                <OwnPasswordForm lastResult={resultOf('change-password')} hasSecondFactor={false} />
              </Card>
            )}
            <AppCard
              app={factors.app}
              begun={begun}
              removable={factors.passkeys.length > 0}
              lastResult={resultOf('begin-app', 'confirm-app', 'remove-app', 'make-recovery-codes')}
              timeZone={timeZone}
            />
            <PasskeyCard
              passkeys={factors.passkeys}
              creation={page.creation}
              device={page.device}
              lastResult={resultOf('add-passkey', 'remove-passkey')}
              timeZone={timeZone}
            />
            {isOn && <RecoveryCard codes={factors.codes} timeZone={timeZone} />}
            {isOn && <TurnOffCard needed={needed} lastResult={resultOf('turn-off')} />}
          </>
        )}
      </div>
    </>
  );
}
