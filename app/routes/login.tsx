import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import { isHeldFor } from '#app/auth/made-for.server.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { findDemoAccounts } from '#app/features/people/users/queries.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { signInSchema } from '#app/features/people/users/schema.ts';
import { DemoAccounts, SignInForm } from '#app/features/people/users/sign-in-form.tsx';
import { signIn } from '#app/features/people/users/sign-in-mutations.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toLocalPath, toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign in · Rapport' }];

/** Tells when another try makes sense. */
export const headers: HeadersFunction = ({ actionHeaders }) => {
  const seconds = actionHeaders.get('Retry-After');
  return new Headers(seconds ? { 'Retry-After': seconds } : {});
};

/** Signed-in people are sent on at once, unless a form of somebody else was dropped: that is said first. */
export async function loader(args: LoaderFunctionArgs) {
  const { searchParams } = new URL(args.request.url);
  const redirectTo = searchParams.get('redirectTo') ?? '';
  const actor = await findActor(args);
  const dropped = actor && searchParams.get('held') === 'dropped' ? actor.name : null;
  if (actor && !dropped) throw redirect(toLocalPath(redirectTo, toHomePath(actor)));
  return { redirectTo, dropped, demo: findDemoAccounts() };
}

/** One answer for an unknown e-mail, a wrong password and a disabled account. */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, signInSchema);
  if (!sent.form) return data({ lastResult: sent.refused, wait: 0 }, { status: 400 });
  const result = await signIn(toVisit(args), sent.form);
  switch (result.kind) {
    case 'signed-in': {
      const { held, redirectTo } = sent.form;
      const headers = toSetCookies(result.cookies);
      const to = toLocalPath(redirectTo, toHomePath(result));
      if (!held) return redirect(to, { headers });
      // The browser sends the sign-in form on to the page of the held one, which shows it and carries nothing out.
      if (isHeldFor(held, result.userId)) return redirect(to, { headers, status: 307 });
      return redirect(paths.login('', 'dropped'), { headers });
    }
    case 'limited': {
      const { seconds: wait } = result;
      const headers = { 'Retry-After': String(wait) };
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
  const { redirectTo, dropped, demo } = useLoaderData<typeof loader>();
  const { lastResult, wait = 0 } = useActionData<typeof action>() ?? {};
  const held = lastResult?.initialValue?.held;
  if (dropped) return <Dropped name={dropped} />;
  return (
    <div className="narrow stack">
      <PageHeader title="Sign in" lead="With the account that your academy’s invitation made." />
      {wait > 0 && (
        <Notice kind="attention" live="alert" title={`Try again ${formatWait(wait)}`}>
          There were too many tries for this account or from this network, so passwords are not
          looked at for now. The account is not locked, and nothing was lost.
        </Notice>
      )}
      <SignInForm
        lastResult={lastResult}
        redirectTo={redirectTo}
        held={typeof held === 'string' ? held : undefined}
      />
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
