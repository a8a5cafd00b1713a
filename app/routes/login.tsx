import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useContext } from 'react';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import { toSignedInPlace } from '#app/auth/made-for.server.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { signInSchema } from '#app/features/people/sign-in/schema.ts';
import { DemoAccounts, SignInForm } from '#app/features/people/sign-in/sign-in-form.tsx';
import { signIn } from '#app/features/people/sign-in/sign-in-mutations.server.ts';
import { LeftNotice, WaysIn } from '#app/features/people/single-sign-on/ways-in.tsx';
import { findDemoAccounts } from '#app/features/people/users/queries.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { UnsentPage } from '#app/features/people/users/unsent-page.tsx';
import { holdAgain, readArrivedForm } from '#app/http/arrived-form.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toLocalPath, toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { keepRetryAfter, toRetryAfter } from '#app/http/retry-after.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DocumentContext } from '#app/ui/document-context.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign in · Rapport' }];

export const headers = keepRetryAfter;

/** Signed-in people are sent on at once, unless a form of somebody else was dropped: that is said first. */
export async function loader(args: LoaderFunctionArgs) {
  const { searchParams } = new URL(args.request.url);
  const redirectTo = searchParams.get('redirectTo') ?? '';
  const actor = await findActor(args);
  const dropped = actor && searchParams.get('held') === 'dropped' ? actor.name : null;
  if (actor && !dropped && !args.context.unsent)
    throw redirect(toLocalPath(redirectTo, toHomePath(actor)));
  const left = searchParams.get('left') === 'sso';
  return { redirectTo, dropped, left, demo: findDemoAccounts() };
}

/**
 * One answer for an unknown e-mail, a wrong password and a disabled account. A form that was not taken stays in the page
 * until its person is signed in.
 */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, signInSchema);
  const { fields } = await readArrivedForm(args);
  const held = holdAgain(fields.get('held'));
  if (held) {
    const backTo = new URL(args.request.url).searchParams.get('redirectTo') ?? '';
    args.context.unsent = { held, backTo };
  }
  if (!sent.form) return data({ lastResult: sent.refused, wait: 0 }, { status: 400 });
  const result = await signIn(toVisit(args), sent.form);
  switch (result.kind) {
    case 'signed-in': {
      const person = { userId: result.userId, home: toHomePath(result) };
      const { to, status } = toSignedInPlace(sent.form, person);
      return redirect(to, { headers: toSetCookies(result.cookies), status });
    }
    case 'half': {
      // A form that waits goes along in the form that the browser sends on.
      const to = paths.loginCode(sent.form.redirectTo);
      const status = sent.form.held ? 307 : 302;
      return redirect(to, { headers: toSetCookies(result.cookies), status });
    }
    case 'limited': {
      const { seconds: wait } = result;
      const headers = toRetryAfter(wait);
      return data({ lastResult: sent.refuse(noWords), wait }, { status: 429, headers });
    }
    case 'refused':
      return data({ lastResult: sent.refuse(result.refusal), wait: 0 }, { status: 400 });
    default:
      return result satisfies never;
  }
}

// The page says it in a notice of its own.
const noWords = new Refusal({});

export default function SignInPage() {
  const { redirectTo, dropped, left, demo } = useLoaderData<typeof loader>();
  const { lastResult, wait = 0 } = useActionData<typeof action>() ?? {};
  const { unsent, actor } = useContext(DocumentContext);
  if (dropped) return <Dropped name={dropped} />;
  const tooMany = wait > 0 && (
    <Notice kind="attention" live="alert" title={`Try again ${formatWait(wait)}`}>
      There were too many tries for this account or from this network, so passwords are not looked
      at for now. The account is not locked, and nothing was lost.
    </Notice>
  );
  if (unsent) {
    return (
      <UnsentPage unsent={unsent} actor={actor} lastResult={lastResult}>
        {tooMany}
      </UnsentPage>
    );
  }
  return (
    <div className="narrow stack">
      <PageHeader title="Sign in" lead="With the account that your academy’s invitation made." />
      {left && <LeftNotice />}
      {tooMany}
      <WaysIn redirectTo={redirectTo} isTried={Boolean(lastResult)}>
        {(second) => <SignInForm lastResult={lastResult} redirectTo={redirectTo} second={second} />}
      </WaysIn>
      {demo && <DemoAccounts {...demo} />}
    </div>
  );
}

function Dropped({ name }: { name: string }) {
  return (
    <div className="narrow stack">
      <PageHeader title={`Signed in as ${name}`} />
      <Notice kind="attention" title="What was typed before is gone">
        It came from a page that was made for another account, so nothing of it was saved, and it
        was not kept for this one.
      </Notice>
      <p>
        <ButtonLink kind="primary" href={paths.home()}>
          Go to my page
        </ButtonLink>
      </p>
    </div>
  );
}
