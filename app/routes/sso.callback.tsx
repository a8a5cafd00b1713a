import { data, type HeadersFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { toHomePath } from '#app/auth/home-path.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { finishSignIn } from '#app/features/people/single-sign-on/mutations.server.ts';
import { ProblemPage } from '#app/features/people/single-sign-on/problem-page.tsx';
import { getSso } from '#app/features/people/single-sign-on/queries.server.ts';
import { toProblemWords } from '#app/features/people/single-sign-on/words.ts';
import { toLocalPath, toSetCookies } from '#app/http/redirects.ts';
import { paths } from '#app/paths.ts';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Sign in · Rapport' }];

/** What was begun is used up, whatever came of it. */
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

/** Signs in who comes back from the identity provider, or says why not. */
export async function loader(args: LoaderFunctionArgs) {
  const { name } = getSso();
  const { search } = new URL(args.request.url);
  const finished = await finishSignIn(toVisit(args), search, followDates(new Date()));
  const headers = toSetCookies(finished.cookies);
  if (finished.kind === 'signed-in')
    throw redirect(toLocalPath(finished.redirectTo, toHomePath(finished)), { headers });
  if (finished.kind === 'half')
    throw redirect(paths.loginCode(toLocalPath(finished.redirectTo, '')), { headers });
  const { problem } = finished;
  return data({ problem }, { status: toProblemWords(problem, name).status, headers });
}

export default function SsoCallbackPage() {
  return <ProblemPage problem={useLoaderData<typeof loader>().problem} />;
}
