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
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { findDemoAccounts } from '#app/features/people/users/queries.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { signInSchema } from '#app/features/people/users/schema.ts';
import { DemoAccounts, SignInForm } from '#app/features/people/users/sign-in-form.tsx';
import { signIn } from '#app/features/people/users/sign-in-mutations.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toLocalPath } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign in · Rapport' }];

/** Tells when another try makes sense. */
export const headers: HeadersFunction = ({ actionHeaders }) => {
  const seconds = actionHeaders.get('Retry-After');
  return new Headers(seconds ? { 'Retry-After': seconds } : {});
};

/** Signed-in people are sent on at once. */
export async function loader(args: LoaderFunctionArgs) {
  const redirectTo = new URL(args.request.url).searchParams.get('redirectTo') ?? '';
  const actor = await findActor(args);
  if (actor) throw redirect(toLocalPath(redirectTo, toHomePath(actor)));
  return { redirectTo, demo: findDemoAccounts() };
}

/** One answer for an unknown e-mail, a wrong password and a disabled account. */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, signInSchema);
  if (!sent.form) return data({ lastResult: sent.refused, wait: 0 }, { status: 400 });
  const result = await signIn(toVisit(args), sent.form);
  switch (result.kind) {
    case 'signed-in': {
      const to = toLocalPath(sent.form.redirectTo, toHomePath(result));
      return redirect(to, { headers: { 'Set-Cookie': result.cookie } });
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
  const { redirectTo, demo } = useLoaderData<typeof loader>();
  const { lastResult, wait = 0 } = useActionData<typeof action>() ?? {};
  return (
    <div className="narrow stack">
      <PageHeader title="Sign in" lead="With the account that your academy’s invitation made." />
      {wait > 0 && (
        <Notice kind="attention" live="alert" title={`Try again ${formatWait(wait)}`}>
          There were too many tries from this account or this network, so passwords are not looked
          at for now. The account is not locked, and nothing was lost.
        </Notice>
      )}
      <SignInForm lastResult={lastResult} redirectTo={redirectTo} />
      {demo && <DemoAccounts {...demo} />}
    </div>
  );
}
