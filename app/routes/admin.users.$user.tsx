import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { AskedFirst } from '#app/features/people/cohorts/asked-first.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import { hasSecondFactor } from '#app/features/people/second-factor/queries.server.ts';
import { ResetFactorCard } from '#app/features/people/second-factor/reset-form.tsx';
import { IdentityCard } from '#app/features/people/single-sign-on/identity-list.tsx';
import { getWaysIn } from '#app/features/people/single-sign-on/queries.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import {
  AskedNotice,
  CorrectPersonForm,
  DeclineCorrectionForm,
} from '#app/features/people/users/correction-forms.tsx';
import { getPersonDetails } from '#app/features/people/users/correction-queries.server.ts';
import { listLiveLinks } from '#app/features/people/users/link-queries.server.ts';
import { applyPersonForm } from '#app/features/people/users/person-form-mutations.server.ts';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { type PersonForm, personFormSchema } from '#app/features/people/users/schema.ts';
import { SlipCard } from '#app/features/people/users/slip-card.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { toKnownBy } from '#app/names.ts';
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
  const actor = await requirePermission(args, 'admin');
  const person = await getPersonDetails(args.params.user ?? '');
  const isSelf = person.id === actor.id;
  const resettable = !isSelf && (await hasSecondFactor(person.id));
  const { identities } = await getWaysIn(person.id);
  const links = await listLiveLinks({ accountId: person.id }, new Date());
  const saved = new URL(args.request.url).searchParams.get('saved') ?? '';
  return { person, isSelf, resettable, identities, links, saved, timeZone: getAcademyTimeZone() };
}

/** One change of the account; what opens it only by who has shown lately who they are. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const userId = args.params.user ?? '';
  const sent = await readIntent(args, personFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const change = { actor, requestId: args.context.requestId };
  if (!mayDirectly.has(sent.form.intent)) await requireConfirmed(args, actor);
  const outcome = await applyPersonForm(change, userId, sent.form, toSeal(args));
  if (outcome instanceof Refusal) return data(sent.refuse(outcome), { status: 400 });
  // A link works already: the page shows it, to be withdrawn first.
  if (outcome) return redirect(paths.adminPerson(userId));
  if (sent.form.intent === 'make-slip') return redirect(paths.adminSlips());
  return redirect(paths.adminPerson(userId, sent.form.intent));
}

// They open no account.
const mayDirectly = new Set<PersonForm['intent']>(['decline-correction', 'withdraw-link']);

export default function PersonPage() {
  const { person, isSelf, resettable, identities, links, saved, timeZone } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const resultOf = (intent: string) =>
    lastResult?.initialValue?.intent === intent ? lastResult : null;
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title={person.name}
        lead={toKnownBy(person)}
        breadcrumbs={[{ label: 'People', href: paths.adminUsers() }]}
      />
      <div className="stack stack-loose">
        {saved === 'correct-person' && !lastResult && (
          <Notice kind="done" live="status" title="Saved">
            It stands so from now on, on every page and record.
          </Notice>
        )}
        {saved === 'end-all-sessions' && !lastResult && (
          <Notice kind="done" live="status" title="Signed out everywhere">
            All sessions of this account have ended. Whoever has its password can sign in again.
          </Notice>
        )}
        {saved === 'reset-second-factor' && !lastResult && (
          <Notice kind="done" live="status" title="The second factor is reset">
            All sessions of this account have ended. The person is told why.
          </Notice>
        )}
        <AskedNotice person={person} timeZone={timeZone} />
        <Card title="Name, numbers and address">
          <CorrectPersonForm lastResult={resultOf('correct-person')} person={person} />
        </Card>
        {person.asked?.made === null && (
          <Card title="Decline what was asked for">
            <DeclineCorrectionForm lastResult={resultOf('decline-correction')} />
          </Card>
        )}
        <SlipCard links={links} owner={person.name} timeZone={timeZone} />
        <IdentityCard
          identities={identities}
          timeZone={timeZone}
          lastResult={resultOf('unlink-identity')}
          isUnlinked={saved === 'unlink-identity' && !lastResult}
        />
        {(resettable || resultOf('reset-second-factor')) && (
          <ResetFactorCard lastResult={resultOf('reset-second-factor')} />
        )}
        {!isSelf && (
          <Card title="Sign out everywhere">
            <AskedFirst
              label="End all sessions"
              about={`of ${person.name}`}
              says={`${person.name} is signed out on every device at once, and can sign in again. What was saved stays.`}
              button={`End all sessions of ${person.name}`}
              values={{ intent: 'end-all-sessions' }}
            />
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
