import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireUser } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { AskCorrectionForm, AskedNotice } from '#app/features/people/users/correction-forms.tsx';
import { askCorrection } from '#app/features/people/users/correction-mutations.server.ts';
import { getOwnDetails } from '#app/features/people/users/correction-queries.server.ts';
import { getAcademyTimeZone } from '#app/features/people/users/queries.server.ts';
import { askCorrectionSchema } from '#app/features/people/users/schema.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

export const meta = () => [{ title: 'Your account · Rapport' }];

/** The reader's own name, address and roles, and the last correction they asked for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args);
  const person = await getOwnDetails(actor);
  return { person, roles: actor.roles, timeZone: getAcademyTimeZone() };
}

/** Asks the academy for a correction. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireUser(args);
  const sent = await readIntent(args, askCorrectionSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const refusal = await askCorrection({ actor, requestId: args.context.requestId }, sent.form);
  if (refusal) return data(sent.refuse(refusal), { status: 400 });
  return redirect(paths.account());
}

export default function AccountPage() {
  const { person, roles, timeZone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <>
      <PageHeader title="Your account" lead="What your academy knows you by." />
      <div className="stack stack-loose">
        <DefinitionList
          items={[
            { term: 'Name', detail: person.name },
            { term: 'E-mail address', detail: person.email },
            { term: 'Roles', detail: roles.join(', ') || 'none' },
          ]}
        />
        <AskedNotice asked={person.asked} timeZone={timeZone} />
        {(person.asked?.made !== null || lastResult) && (
          <Card title="Is something wrong?">
            <AskCorrectionForm lastResult={lastResult} person={person} />
          </Card>
        )}
      </div>
    </>
  );
}
