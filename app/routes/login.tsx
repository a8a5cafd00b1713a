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
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { findDemoAccounts } from '#app/features/people/users/queries.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { signInSchema } from '#app/features/people/users/schema.ts';
import { DemoAccounts, SignInForm } from '#app/features/people/users/sign-in-form.tsx';
import { signIn } from '#app/features/people/users/sign-in-mutations.server.ts';
import { parseForm } from '#app/http/forms.server.ts';
import { toLocalPath } from '#app/http/redirects.ts';
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
export async function action({ request, context }: ActionFunctionArgs) {
  const submission = await parseForm(request, signInSchema);
  const hideFields = ['password'];
  if (submission.status !== 'success') {
    return data({ lastResult: submission.reply({ hideFields }), wait: 0 }, { status: 400 });
  }
  const result = await signIn(submission.value, context, request.headers.get('Cookie'));
  switch (result.kind) {
    case 'signed-in': {
      const to = toLocalPath(submission.value.redirectTo, toHomePath(result));
      return redirect(to, { headers: { 'Set-Cookie': result.cookie } });
    }
    case 'limited': {
      const lastResult = submission.reply({ hideFields });
      const { seconds } = result;
      const headers = { 'Retry-After': String(seconds) };
      return data({ lastResult, wait: seconds }, { status: 429, headers });
    }
    case 'refused': {
      const formErrors = [
        'This e-mail address and password do not open an account here. Check both and try again. If you forgot your password, ask your academy’s administrator for a password link.',
      ];
      const lastResult = submission.reply({ hideFields, formErrors });
      return data({ lastResult, wait: 0 }, { status: 400 });
    }
  }
}

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
