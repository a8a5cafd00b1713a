import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { followDates } from '#app/features/assessment/attempts/deadline-mutations.server.ts';
import { listExtraTime } from '#app/features/assessment/attempts/extra-time-queries.server.ts';
import { listAttemptsOfCadet } from '#app/features/assessment/attempts/result-queries.server.ts';
import { applyCadetForm } from '#app/features/assessment/reviews/cadet-form-mutations.server.ts';
import { cadetFormSchema } from '#app/features/assessment/reviews/cadet-schema.ts';
import { ExtraTimeSection } from '#app/features/assessment/reviews/extra-time-section.tsx';
import { LateOwnDate } from '#app/features/people/cohorts/late-own-date.tsx';
import { OwnDateSection } from '#app/features/people/cohorts/own-date-section.tsx';
import { requireConfirmed } from '#app/features/people/second-factor/confirmation.server.ts';
import cadetSheet from '#app/features/progress/cadet.css?url';
import { CadetRecord } from '#app/features/progress/cadet-record.tsx';
import { getCadetRecord } from '#app/features/progress/cadet-record-queries.server.ts';
import { CadetStrip, CadetSummary } from '#app/features/progress/cadet-summary.tsx';
import { CourseChoice } from '#app/features/progress/grid-lists.tsx';
import { TakenBackNotice, WithdrawnNotice } from '#app/features/progress/withdrawn-notice.tsx';
import { readIntent } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Frame } from '#app/ui/frame.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { formatZone } from '#app/words/dates.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.member.name ?? 'Cadet'}: record · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: cadetSheet }];

/** One cadet's record in one course, down to each response; of one who left, only what they did before. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', user = '' } = args.params;
  const courseId = new URL(args.request.url).searchParams.get('course');
  const now = new Date();
  const found = await getCadetRecord(actor, cohort, user, courseId, now);
  const { record, member } = found;
  const all = record ? await listAttemptsOfCadet(actor, member.id, record.course.id, now) : [];
  const ends = [member.withdrawnAt, record?.takenBackAt].flatMap((end) => end ?? []);
  const attempts = all.filter(({ startedAt }) => ends.every((end) => startedAt <= end));
  const extraTime = await listExtraTime(actor, cohort, user);
  return { ...found, attempts, extraTime, isSelf: member.id === actor.id, now };
}

/** A change to the cadet's extra time or due date, or to one of their completions. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { cohort = '', user = '' } = args.params;
  const sent = await readIntent(args, cadetFormSchema);
  if (!sent.form) return data(sent.refused, { status: 400 });
  const { form } = sent;
  if (form.intent === 'void-completion') await requireConfirmed(args, actor);
  const change = { actor, requestId: args.context.requestId };
  const cadet = { cohortId: cohort, userId: user };
  const follow = followDates(new Date());
  const refusal = await applyCadetForm(change, cadet, form, follow);
  if (refusal) return data(sent.refuse(refusal), { status: refusal.status });
  const course = new URL(args.request.url).searchParams.get('course') ?? undefined;
  return redirect(paths.cadet(cohort, user, course));
}

export default function CadetPage() {
  const { cohort, member, courses, record, attempts, extraTime, isSelf, now } =
    useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const course = courses.length > 1 ? record?.course.id : undefined;
  const timeZone = record?.cohortDates.timeZone ?? cohort.timeZone;
  const about = { name: member.name, mayChange: !isSelf && !member.withdrawnAt, lastResult, now };
  const dated = about.mayChange && !record?.takenBackAt ? record?.course.id : undefined;
  return (
    <>
      <PageHeader
        title={member.name}
        lead={`${record ? `${record.course.title}. ` : ''}All times in ${formatZone(timeZone)}.`}
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
        <WithdrawnNotice member={member} cohort={cohort} timeZone={timeZone} now={now} />
        {record?.takenBackAt && (
          <TakenBackNotice record={record} at={record.takenBackAt} cohort={cohort.name} now={now} />
        )}
        <LateOwnDate lastResult={lastResult} dated={dated} />
        <Frame
          railLabel="Where they stand, and what can be decided"
          rail={
            <>
              {record && <CadetSummary record={record} member={member} now={now} />}
              {record && !record.takenBackAt && <OwnDateSection record={record} {...about} />}
              <ExtraTimeSection grants={extraTime} timeZone={timeZone} {...about} />
            </>
          }
        >
          {record ? (
            <>
              <CadetStrip record={record} />
              <CadetRecord
                record={record}
                attempts={attempts}
                timeZone={timeZone}
                now={now}
                lastResult={lastResult}
                mayDecide={!isSelf && !record.takenBackAt}
              />
            </>
          ) : (
            <EmptyState title="No course to show">
              No published course is assigned to {cohort.name}, so there is no progress to show.
            </EmptyState>
          )}
        </Frame>
      </div>
    </>
  );
}
