import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { ProgressGrid } from '#app/features/progress/grid.tsx';
import { writeGridBody } from '#app/features/progress/grid-body-rules.ts';
import { GridEmpty } from '#app/features/progress/grid-empty.tsx';
import { ExpectedNote, GridFilters } from '#app/features/progress/grid-filters.tsx';
import { GridLegend } from '#app/features/progress/grid-legend.tsx';
import { ColumnList, CourseChoice, WithdrawnList } from '#app/features/progress/grid-lists.tsx';
import { GridNeeds } from '#app/features/progress/grid-needs.tsx';
import { getCohortGrid } from '#app/features/progress/grid-queries.server.ts';
import {
  parseGridView,
  selectRows,
  toGridQuery,
  toSortedView,
} from '#app/features/progress/grid-view-rules.ts';
import { mapInTurns } from '#app/long-turns.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cohort.name ?? 'Cohort'}: progress · Rapport` },
];

/** The cohort's progress in one course, cut to what the address asks for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const query = new URL(args.request.url).searchParams;
  const now = new Date();
  const found = await getCohortGrid(actor, args.params.cohort ?? '', query.get('course'), now);
  const { view, problems } = parseGridView(query);
  const { progress, ...head } = found;
  const mayAdminister = canEnter(actor, 'admin');
  const page = { ...head, view, problems, mayAdminister, now };
  if (!progress || progress.grid.lessons === 0 || head.cadets === 0) {
    return { ...page, progress: null, shown: 0, bodyHtml: '' };
  }
  const { rows, ...grid } = progress.grid;
  const shown = selectRows(rows, view, grid.lessons);
  const course = head.courses.length > 1 ? progress.course.id : undefined;
  // Written here: thousands of cells are never carried to the page one by one.
  const cadetHref = (userId: string) => paths.cadet(head.cohort.id, userId, course);
  const place = { lessons: grid.lessons, schedule: progress.schedule, cadetHref, now };
  const bodyHtml = (await mapInTurns(shown, (row) => writeGridBody([row], place))).join('');
  return { ...page, progress: { ...progress, grid }, shown: shown.length, bodyHtml };
}

export default function CohortPage() {
  const data = useLoaderData<typeof loader>();
  const { cohort, courses, cadets, progress, withdrawn, mayAdminister, now } = data;
  const course = courses.length > 1 ? progress?.course.id : undefined;
  return (
    <>
      <PageHeader
        title={cohort.archivedAt ? `${cohort.name} (archived)` : cohort.name}
        lead={
          progress && `${progress.course.title}, ${formatDue(progress.dates, now) ?? 'no due date'}`
        }
        breadcrumbs={[{ label: 'Cohorts', href: paths.teach() }]}
        actions={
          progress && (
            <>
              <ButtonLink href={paths.taughtCourse(progress.course.id)}>Lessons</ButtonLink>
              <ButtonLink href={paths.cohortScenarios(cohort.id, course)}>Conversations</ButtonLink>
              <ButtonLink href={paths.taughtSheets(progress.course.id)}>Role-plays</ButtonLink>
              <ButtonLink href={paths.cohortExport(cohort.id, course)} download>
                Export as CSV
              </ButtonLink>
            </>
          )
        }
      />
      <div className="stack">
        <CourseChoice
          courses={courses}
          current={progress?.course.id}
          hrefOf={(id) => paths.cohort(cohort.id, { course: id })}
        />
        {progress ? (
          <Progress {...data} progress={progress} course={course} />
        ) : (
          <GridEmpty
            cohortId={cohort.id}
            courses={courses}
            cadets={cadets}
            mayAdminister={mayAdminister}
          />
        )}
        <WithdrawnList
          withdrawn={withdrawn}
          cohortId={cohort.id}
          timeZone={cohort.timeZone}
          now={now}
        />
      </div>
    </>
  );
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;
type ProgressProps = PageData & { progress: NonNullable<PageData['progress']>; course?: string };

function Progress(props: ProgressProps) {
  const { cohort, cadets, progress, shown, bodyHtml, view, problems, course, now } = props;
  const { grid, needs, schedule } = progress;
  const place = { cohortId: cohort.id, courseId: course };
  return (
    <>
      <section className="stack" aria-labelledby="today">
        <h2 id="today">Who needs you today?</h2>
        <p className="today">
          <GridNeeds
            {...place}
            needs={needs}
            cadets={cadets}
            grid={grid}
            schedule={schedule}
            now={now}
          />
        </p>
        <ExpectedNote grid={grid} schedule={schedule} now={now} />
      </section>
      <GridFilters {...place} view={view} problems={problems} shown={shown} cadets={cadets} />
      <GridLegend />
      {shown > 0 && (
        <ProgressGrid
          caption={`Progress of ${cohort.name} in ${progress.course.title}`}
          courseId={progress.course.id}
          grid={grid}
          cadets={cadets}
          bodyHtml={bodyHtml}
          view={view}
          sortHref={(sort) =>
            paths.cohort(cohort.id, { course, ...toGridQuery(toSortedView(view, sort)) })
          }
        />
      )}
      <ColumnList courseId={progress.course.id} grid={grid} />
    </>
  );
}
