import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { listExtraTime } from '#app/features/assessment/attempts/extra-time-queries.server.ts';
import { listAttemptsOfCadet } from '#app/features/assessment/attempts/result-queries.server.ts';
import { cadetFormSchema } from '#app/features/assessment/reviews/cadet-schema.ts';
import { setExtraTime } from '#app/features/assessment/reviews/extra-time-mutations.server.ts';
import { ExtraTimeSection } from '#app/features/assessment/reviews/extra-time-section.tsx';
import { CadetRecord } from '#app/features/progress/cadet-record.tsx';
import { getCadetRecord } from '#app/features/progress/cadet-record-queries.server.ts';
import { CourseChoice } from '#app/features/progress/grid-lists.tsx';
import {
  acceptCompletion,
  unacceptCompletion,
} from '#app/features/records/completions/accept-mutations.server.ts';
import { voidCompletion } from '#app/features/records/completions/void-mutations.server.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatDay, formatZone } from '#app/words/dates.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.member.name ?? 'Cadet'}: record · Rapport` },
];

/** One cadet's record in one course, down to each response; of one who left, only what they did before. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', user = '' } = args.params;
  const courseId = new URL(args.request.url).searchParams.get('course');
  const now = new Date();
  const found = await getCadetRecord(actor, cohort, user, courseId, now);
  const { record, member } = found;
  const all = record ? await listAttemptsOfCadet(actor, member.id, record.course.id) : [];
  const { withdrawnAt } = member;
  const attempts = withdrawnAt ? all.filter(({ startedAt }) => startedAt <= withdrawnAt) : all;
  const extraTime = await listExtraTime(actor, cohort, user);
  return { ...found, attempts, extraTime, isSelf: member.id === actor.id, now };
}

/** A change to the cadet's extra time, or to one of their completions. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', user = '' } = args.params;
  const sent = await readIntent(args, cadetFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { form } = sent;
  const change = { actor, requestId: args.context.requestId };
  const cadet = { cohortId: cohort, userId: user };
  switch (form.intent) {
    case 'set-extra-time':
      await setExtraTime(change, cadet, form.factor);
      break;
    case 'void-completion':
      await voidCompletion(change, { ...cadet, completionId: form.completion }, form.reason);
      break;
    case 'accept-completion':
      await acceptCompletion(change, { ...cadet, completionId: form.completion }, form.reason);
      break;
    case 'unaccept-completion':
      await unacceptCompletion(change, { ...cadet, completionId: form.completion });
      break;
    default:
      form satisfies never;
  }
  const course = new URL(args.request.url).searchParams.get('course') ?? undefined;
  return redirect(paths.cadet(cohort, user, course));
}

export default function CadetPage() {
  const { cohort, member, courses, record, attempts, extraTime, isSelf, now } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const course = courses.length > 1 ? record?.course.id : undefined;
  const timeZone = record?.dates.timeZone ?? cohort.timeZone;
  return (
    <>
      <PageHeader
        title={member.name}
        lead={record ? `${record.course.title}. All times in ${formatZone(timeZone)}.` : undefined}
        breadcrumbs={[
          { label: 'Cohorts', href: paths.teach() },
          { label: cohort.name, href: paths.cohort(cohort.id, { course }) },
        ]}
      />
      <div className="stack stack-loose">
        <CourseChoice
          courses={courses}
          current={record?.course.id}
          hrefOf={(id) => paths.cadet(cohort.id, member.id, id)}
        />
        {member.withdrawnAt && (
          <Notice title="Withdrawn">
            {member.name} left {cohort.name} on{' '}
            {formatDay(dayOf(member.withdrawnAt, timeZone), now)} and counts nowhere in its figures.
            What came after is not shown: attempts, completions and answers made later, and the
            reading of lessons opened later.
          </Notice>
        )}
        {record ? (
          <CadetRecord
            record={record}
            attempts={attempts}
            timeZone={timeZone}
            now={now}
            lastResult={lastResult}
            email={member.email}
            mayDecide={!isSelf}
          />
        ) : (
          <EmptyState title="No course to show">
            No published course is assigned to {cohort.name}, so there is no progress to show.
          </EmptyState>
        )}
        <ExtraTimeSection
          grants={extraTime}
          name={member.name}
          mayChange={!isSelf && !member.withdrawnAt}
          lastResult={lastResult}
          timeZone={timeZone}
          now={now}
        />
      </div>
    </>
  );
}
