import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { beginSignIn } from '#app/features/people/single-sign-on/mutations.server.ts';
import { ProblemPage } from '#app/features/people/single-sign-on/problem-page.tsx';
import { getSso } from '#app/features/people/single-sign-on/queries.server.ts';
import { toProblemWords } from '#app/features/people/single-sign-on/words.ts';
import { toLocalPath, toSetCookies } from '#app/http/redirects.ts';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign in · Rapport' }];

/** On to the identity provider. By a link, not a form: policies let no form lead to another site. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { name } = getSso();
  const redirectTo = toLocalPath(new URL(request.url).searchParams.get('redirectTo'), '');
  const begun = await beginSignIn(redirectTo);
  if ('to' in begun) throw redirect(begun.to, { headers: toSetCookies(begun.cookies) });
  const { status } = toProblemWords(begun.problem, name);
  return data({ problem: begun.problem }, { status });
}

export default function SsoStartPage() {
  return <ProblemPage problem={useLoaderData<typeof loader>().problem} />;
}
