import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useContext } from 'react';
import { requireUser } from '#app/auth/guards.server.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { findTimeZone } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { SecondFactorCard } from '#app/features/people/second-factor/account-card.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { getFactors } from '#app/features/people/second-factor/queries.server.ts';
import { hasFactor } from '#app/features/people/second-factor/rules.ts';
import { OwnPasswordForm } from '#app/features/people/sign-in/own-password-form.tsx';
import { SessionList } from '#app/features/people/sign-in/session-list.tsx';
import { listOwnSessions } from '#app/features/people/sign-in/session-queries.server.ts';
import { getOwnWaysIn } from '#app/features/people/single-sign-on/queries.server.ts';
import { SignInCards } from '#app/features/people/single-sign-on/sign-in-cards.tsx';
import { applyAccountForm } from '#app/features/people/users/account-mutations.server.ts';
import { AccountNotice } from '#app/features/people/users/account-notice.tsx';
import { accountFormSchema, endsSessions } from '#app/features/people/users/account-schema.ts';
import { AppearanceForm } from '#app/features/people/users/appearance-form.tsx';
import { AskCorrectionForm, AskedNotice } from '#app/features/people/users/correction-forms.tsx';
import { getOwnDetails } from '#app/features/people/users/correction-queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { DocumentContext } from '#app/ui/document-context.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

export const meta = () => [{ title: 'Your account · Rapport' }];

/** The reader's own details, where they are signed in, and the last correction they asked for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args);
  const cookieHeader = args.request.headers.get('Cookie');
  const [person, sessions, factors, waysIn, timeZone] = await Promise.all([
    getOwnDetails(actor),
    listOwnSessions(actor, cookieHeader),
    getFactors(actor.id),
    getOwnWaysIn(actor),
    findTimeZone(actor, new Date()),
  ]);
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  return { person, sessions, factors, waysIn, saved, roles: actor.roles, timeZone };
}

/** One change of the reader's own account, then the page that says so. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireUser(args);
  const sent = await readIntent(args, accountFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  if (endsSessions(sent.form)) await requireConfirmed(args, actor);
  const change = { actor, requestId: args.context.requestId };
  const done = await applyAccountForm(change, toVisit(args), sent.form);
  if (done instanceof Refusal) return data(sent.refuse(done), { status: 400 });
  return redirect(paths.account(sent.form.intent), { headers: toSetCookies(done) });
}

export default function AccountPage() {
  const { person, sessions, factors, waysIn, saved, roles, timeZone } =
    useLoaderData<typeof loader>();
  const { theme } = useContext(DocumentContext);
  const lastResult = useActionData<typeof action>() ?? null;
  const resultOf = (intent: string) =>
    lastResult?.initialValue?.intent === intent ? lastResult : null;
  return (
    <>
      <PageHeader
        title="Your account"
        lead="What your academy knows you by, and how you sign in."
      />
      <div className="stack stack-loose">
        {!lastResult && <AccountNotice saved={saved} />}
        <DefinitionList
          items={[
            { term: 'Name', detail: person.name },
            { term: 'E-mail address', detail: person.email ?? 'none' },
            { term: 'Badge number', detail: person.badgeNumber ?? 'none' },
            { term: 'Roles', detail: roles.join(', ') || 'none' },
          ]}
        />
        <AskedNotice person={person} timeZone={timeZone} />
        <SignInCards
          {...waysIn}
          timeZone={timeZone}
          isAdmin={roles.includes('admin')}
          id={person.id}
        >
          <OwnPasswordForm
            lastResult={resultOf('change-password')}
            hasSecondFactor={hasFactor(factors)}
          />
        </SignInCards>
        <SecondFactorCard factors={factors} timeZone={timeZone} />
        <Card title="Where you are signed in" id="sessions">
          <SessionList sessions={sessions} timeZone={timeZone} />
        </Card>
        <Card title="Display" id="display">
          <AppearanceForm lastResult={resultOf('choose-appearance')} theme={theme} />
        </Card>
        {(person.asked?.made !== null || resultOf('ask-correction')) && (
          <Card title="Is your name or address wrong?">
            <AskCorrectionForm lastResult={resultOf('ask-correction')} person={person} />
          </Card>
        )}
      </div>
    </>
  );
}
