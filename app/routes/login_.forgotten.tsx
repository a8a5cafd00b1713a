import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { toVisit } from '#app/auth/request-context.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { ForgottenForm } from '#app/features/people/sign-in/forgotten-form.tsx';
import { askForPassword } from '#app/features/people/sign-in/forgotten-mutations.server.ts';
import { forgottenLimits, forgottenSchema } from '#app/features/people/sign-in/schema.ts';
import { formatWait } from '#app/features/people/users/rules.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { refuse } from '#app/http/refusal.ts';
import { keepRetryAfter, toRetryAfter } from '#app/http/retry-after.ts';
import { hasMail } from '#app/mail/transport.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

export const meta = () => [{ title: 'Forgotten password · Rapport' }];

export const headers = keepRetryAfter;

/** Whether links go by mail here, and whether one was just asked for. */
export async function loader({ request }: LoaderFunctionArgs) {
  return { byMail: hasMail(), sent: new URL(request.url).searchParams.has('sent') };
}

/** The same answer whether or not the address has an account. */
export async function action(args: ActionFunctionArgs) {
  const sent = await readIntent(args, forgottenSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  if (!hasMail()) return redirect(paths.forgottenPassword());
  const wait = await askForPassword(toVisit(args), sent.form.email);
  if (wait === null) return redirect(paths.forgottenPassword('1'));
  const words = `Too many links were asked for from this network. Try again ${formatWait(wait)}, or ask your academy’s administrator for a password link.`;
  const headers = toRetryAfter(wait);
  return data(sent.refuse(refuse(words)), { status: 429, headers });
}

export default function ForgottenPasswordPage() {
  const { byMail, sent } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? undefined;
  return (
    <div className="narrow stack">
      <PageHeader title="Forgotten password" lead={byMail ? leadOfForm : undefined} />
      {sent && !lastResult && (
        <Notice kind="done" live="status" title="Look into your mail">
          If an account has this address, a link is on its way to it. It works once, for{' '}
          {forgottenLimits.linkMinutes} minutes. When nothing has come after ten minutes, look among
          the unwanted mail, then try again with the address on which your academy writes to you.
        </Notice>
      )}
      {byMail ? (
        <ForgottenForm lastResult={lastResult} />
      ) : (
        <p>
          Ask your academy’s administrator for a password link: it lets you choose a new password.
          Your answers and your record stay as they are.
        </p>
      )}
      <p>
        <ButtonLink href={paths.login()}>Back to the sign-in page</ButtonLink>
      </p>
    </div>
  );
}

const leadOfForm =
  'Type the e-mail address of your account. We send it a link to choose a new password; until you do, the present one works.';
