import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import {
  AskedNotice,
  CorrectPersonForm,
  DeclineCorrectionForm,
} from '#app/features/people/users/correction-forms.tsx';
import {
  correctPerson,
  declineCorrection,
} from '#app/features/people/users/correction-mutations.server.ts';
import { getPersonDetails } from '#app/features/people/users/correction-queries.server.ts';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { personFormSchema } from '#app/features/people/users/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.person.name ?? 'Person'} · Rapport` },
];

/** One person's name and address, and what they want corrected. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const person = await getPersonDetails(args.params.user ?? '');
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  return { person, saved, timeZone: getAcademyTimeZone() };
}

/** Corrects the name or address, or declines to. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const userId = args.params.user ?? '';
  const sent = await readIntent(args, personFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  const refusal =
    sent.form.intent === 'correct-person'
      ? await correctPerson(change, userId, sent.form)
      : await declineCorrection(change, userId, sent.form.reason);
  if (refusal) return data(sent.refuse(refusal), { status: 400 });
  return redirect(paths.adminPerson(userId, sent.form.intent));
}

export default function PersonPage() {
  const { person, saved, timeZone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const resultOf = (intent: string) =>
    lastResult?.initialValue?.intent === intent ? lastResult : null;
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title={person.name}
        lead={person.email}
        breadcrumbs={[{ label: 'People', href: paths.adminUsers() }]}
      />
      <div className="stack stack-loose">
        {saved === 'correct-person' && !lastResult && (
          <Notice kind="done" live="status" title="Saved">
            The name and address stand so from now on, on every page and record.
          </Notice>
        )}
        <AskedNotice asked={person.asked} timeZone={timeZone} />
        <Card title="Correct the name or address">
          <CorrectPersonForm lastResult={resultOf('correct-person')} person={person} />
        </Card>
        {person.asked?.made === null && (
          <Card title="Decline what was asked for">
            <DeclineCorrectionForm lastResult={resultOf('decline-correction')} />
          </Card>
        )}
        <p>
          <a href={paths.adminAudit({ subject: 'user', id: person.id })}>
            What was done to this account
          </a>
        </p>
      </div>
    </>
  );
}
