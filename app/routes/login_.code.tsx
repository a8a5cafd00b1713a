import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { findActor } from '#app/auth/guards.server.ts';
import { toHomePath } from '#app/auth/home-path.ts';
import { toSignedInPlace } from '#app/auth/made-for.server.ts';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { CodeForm } from '#app/features/people/second-factor/code-form.tsx';
import { signInCodeSchema } from '#app/features/people/second-factor/schema.ts';
import {
  findPendingFactors,
  finishSignIn,
  type PendingFactors,
} from '#app/features/people/second-factor/step-mutations.server.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { TypedTexts } from '#app/features/people/users/typed-texts.tsx';
import { holdAgain, readArrivedForm } from '#app/http/arrived-form.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toLocalPath, toSetCookies } from '#app/http/redirects.ts';
import { Refusal } from '#app/http/refusal.ts';
import { keepRetryAfter, toRetryAfter } from '#app/http/retry-after.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

const toTitle = (pending: PendingFactors | null) =>
  pending?.app || !pending ? 'Sign in: your code' : 'Sign in: your passkey';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${toTitle(data?.pending ?? null)} · Rapport` },
];

export const headers = keepRetryAfter;

/** What the person may show whose password was right in this browser. Signed-in people are sent on. */
export async function loader(args: LoaderFunctionArgs) {
  const redirectTo = new URL(args.request.url).searchParams.get('redirectTo') ?? '';
  const pending = await findPendingFactors(toVisit(args));
  const actor = pending ? null : await findActor(args);
  if (actor) throw redirect(toLocalPath(redirectTo, toHomePath(actor)));
  return { redirectTo, pending };
}

/**
 * Signs in with a code. A form that was not taken comes here from the sign-in page, with the password that was right, and
 * waits for the code; when that took too long it goes back there, and waits for both.
 */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, signInCodeSchema);
  const { fields } = await readArrivedForm(args);
  const held = holdAgain(fields.get('held'));
  if (!sent.form) return data({ lastResult: sent.refused, wait: 0, held }, { status: 400 });
  if (fields.has('password')) return data({ lastResult: null, wait: 0, held }, { status: 401 });
  const result = await finishSignIn(toVisit(args), sent.form);
  switch (result.kind) {
    case 'signed-in': {
      const person = { userId: result.userId, home: toHomePath(result) };
      const { to, status } = toSignedInPlace(sent.form, person);
      return redirect(to, { headers: toSetCookies(result.cookies), status });
    }
    case 'over':
      return redirect(paths.login(sent.form.redirectTo), { status: held ? 307 : 302 });
    case 'limited': {
      const { seconds: wait } = result;
      const headers = toRetryAfter(wait);
      return data({ lastResult: sent.refuse(noWords), wait, held }, { status: 429, headers });
    }
    case 'refused':
      return data({ lastResult: sent.refuse(result.refusal), wait: 0, held }, { status: 400 });
    default:
      return result satisfies never;
  }
}

// The page says it in a notice of its own.
const noWords = new Refusal({});

export default function SignInCodePage() {
  const { redirectTo, pending } = useLoaderData<typeof loader>();
  const { lastResult, wait, held } = useActionData<typeof action>() ?? { wait: 0, held: null };
  if (!pending) return <Over redirectTo={redirectTo} />;
  return (
    <div className="narrow stack">
      <PageHeader title={toTitle(pending)} lead="Your password was right. One more step." />
      {wait > 0 && (
        <Notice kind="attention" live="alert" title={`Try again ${formatWait(wait)}`}>
          There were too many codes or passkeys that did not fit, so none is looked at for now.
          Nothing was lost.
        </Notice>
      )}
      {pending.app?.works === false && (
        <Notice kind="problem" title="Codes of your app cannot be checked on this server">
          Use {pending.passkey ? 'your passkey or ' : ''}a recovery code, or ask your administrator
          to reset your second factor.
        </Notice>
      )}
      {held && (
        <Notice kind="info" title="What you sent before is kept">
          It comes back, ready to send, when you are signed in.
        </Notice>
      )}
      <CodeForm
        lastResult={lastResult}
        redirectTo={redirectTo}
        held={held?.text}
        pending={pending}
      />
      <p className="muted">
        All of it lost? Ask your academy’s administrator, who can reset your second factor.
      </p>
      {held && <TypedTexts typed={held.typed} open={false} />}
    </div>
  );
}

function Over({ redirectTo }: { redirectTo: string }) {
  return (
    <div className="narrow stack">
      <PageHeader title="Sign in from the start" />
      <Notice kind="attention" title="The ten minutes for the code are over, or it was used up">
        Nobody was signed in, and nothing was changed.
      </Notice>
      <p>
        <ButtonLink kind="primary" href={paths.login(redirectTo)}>
          Go to the sign-in page
        </ButtonLink>
      </p>
    </div>
  );
}
