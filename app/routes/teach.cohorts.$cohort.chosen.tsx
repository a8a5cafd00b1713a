import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { listCourses } from '#app/features/curriculum/courses/queries.server.ts';
import { listCohortChoices } from '#app/features/people/cohorts/admin-queries.server.ts';
import {
  applyChosenForm,
  undoChosen,
} from '#app/features/people/cohorts/chosen-mutations.server.ts';
import { listChosen } from '#app/features/people/cohorts/chosen-queries.server.ts';
import {
  chosenFormSchema,
  toDeed,
  toSentCadets,
} from '#app/features/people/cohorts/chosen-schema.ts';
import { ChosenView, toChosenTitle } from '#app/features/people/cohorts/chosen-view.tsx';
import { chooseCourse } from '#app/features/people/cohorts/course-choice-queries.server.ts';
import { getCohort } from '#app/features/people/cohorts/queries.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { Refusal } from '#app/http/refusal.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.cohort.name ?? 'Cohort'}: chosen cadets · Rapport` },
];

/** The cohort whose cadets were ticked; who they are comes with the form. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const [cohort, published] = await Promise.all([
    getCohort(actor, args.params.cohort ?? ''),
    listCourses(),
  ]);
  const { courses } = chooseCourse(cohort, published, null);
  const others = canEnter(actor, 'admin') ? await listCohortChoices() : [];
  return { cohort, courses, others: others.filter(({ id }) => id !== cohort.id) };
}

/** Asks about the cadets who were ticked; does it; takes it back. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { id: cohortId } = await getCohort(actor, args.params.cohort ?? '');
  const sent = await readIntent(args, chosenFormSchema);
  const asked = sent.form ?? sent.refused?.initialValue ?? {};
  const what = toDeed(asked);
  if (what !== 'extend') await requirePermission(args, 'admin');
  const shown = { what, cadets: await listChosen(actor, cohortId, toSentCadets(asked)) };
  const course = typeof asked.course === 'string' ? asked.course : undefined;
  if (!sent.form) return data({ ...shown, course, refused: sent.refused }, { status: 400 });
  const { form } = sent;
  const change = { actor, requestId: args.context.requestId };
  const follow = followDates(new Date());
  switch (form.intent) {
    case 'ask-chosen':
      return data({ ...shown, course, refused: null });
    case 'undo-chosen':
      await undoChosen(change, cohortId, form, follow);
      return redirect(paths.cohort(cohortId, { course }));
    case 'extend-chosen':
    case 'move-chosen':
    case 'withdraw-chosen': {
      const done = await applyChosenForm(change, cohortId, form, follow);
      if (done instanceof Refusal) {
        return data({ ...shown, course, refused: sent.refuse(done) }, { status: 400 });
      }
      const to = form.intent === 'move-chosen' ? form.to : undefined;
      return redirect(paths.cohort(cohortId, { course, done: `${done.what}-${done.at}`, to }));
    }
    default:
      return form satisfies never;
  }
}

export default function ChosenPage() {
  const { cohort, courses, others } = useLoaderData<typeof loader>();
  const asked = useActionData<typeof action>();
  const link = courses.find(({ id }) => id === asked?.course) ?? courses[0];
  const course = { id: link?.id ?? '', title: link?.title ?? 'The course' };
  const backHref = paths.cohort(cohort.id, { course: courses.length > 1 ? link?.id : undefined });
  const isAsked = asked !== undefined && asked.cadets.length > 0;
  return (
    <>
      <PageHeader
        title={isAsked ? toChosenTitle(asked.what) : 'Nobody is chosen'}
        breadcrumbs={[
          { label: 'Cohorts', href: paths.teach() },
          { label: cohort.name, href: backHref },
        ]}
      />
      {isAsked ? (
        <ChosenView
          what={asked.what}
          cadets={asked.cadets}
          cohort={cohort}
          course={course}
          others={others}
          lastResult={asked.refused}
          backHref={backHref}
        />
      ) : (
        <EmptyState
          title="Tick the cadets in the grid first"
          action={<ButtonLink href={backHref}>To the grid of {cohort.name}</ButtonLink>}
        >
          Each row of the grid has a box; below it stands what can be done with those who are
          ticked. Nothing was changed.
        </EmptyState>
      )}
    </>
  );
}
