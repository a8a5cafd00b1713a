import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { countDoneAt } from '#app/features/people/cohorts/chosen-queries.server.ts';
import { parseDone } from '#app/features/people/cohorts/chosen-schema.ts';
import { DoneToast } from '#app/features/people/cohorts/done-toast.tsx';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { ChosenBar } from '#app/features/progress/chosen-bar.tsx';
import gridSheet from '#app/features/progress/grid.css?url';
import { ProgressGrid } from '#app/features/progress/grid.tsx';
import { writeGridBody } from '#app/features/progress/grid-body-rules.ts';
import { GridEmpty } from '#app/features/progress/grid-empty.tsx';
import { GridFilters, ScheduleNotes } from '#app/features/progress/grid-filters.tsx';
import { ColumnList, CourseChoice, WithdrawnList } from '#app/features/progress/grid-lists.tsx';
import { getCohortGrid } from '#app/features/progress/grid-queries.server.ts';
import { GridTiles } from '#app/features/progress/grid-tiles.tsx';
import {
  parseGridView,
  selectRows,
  toGridQuery,
  toSortedView,
} from '#app/features/progress/grid-view-rules.ts';
import { GridWays } from '#app/features/progress/grid-ways.tsx';
import { mapInTurns } from '#app/long-turns.server.ts';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cohort.name ?? 'Cohort'}: progress · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: gridSheet }];

/** The cohort's progress in one course, cut to what the address asks for. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const query = new URL(args.request.url).searchParams;
  const now = new Date();
  const found = await getCohortGrid(actor, args.params.cohort ?? '', query.get('course'), now);
  const { view, problems } = parseGridView(query);
  const { progress, ...head } = found;
  const mayAdminister = canEnter(actor, 'admin');
  const told = parseDone(query.get('done'));
  const done = told && {
    ...told,
    count: await countDoneAt(actor, head.cohort.id, told.what, new Date(told.at)),
    to: query.get('to') ?? undefined,
  };
  const page = { ...head, view, problems, mayAdminister, done, now };
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
  const { cohort, courses, cadets, progress, withdrawn, mayAdminister, done, now } = data;
  const course = courses.length > 1 ? progress?.course.id : undefined;
  return (
    <div className="grid-view">
      <PageHeader
        title={cohort.archivedAt ? `${cohort.name} (archived)` : cohort.name}
        lead={
          progress && `${progress.course.title}, ${formatDue(progress.dates, now) ?? 'no due date'}`
        }
        breadcrumbs={[{ label: 'Cohorts', href: paths.teach() }]}
        actions={
          progress && (
            <GridWays cohortId={cohort.id} courseId={progress.course.id} course={course} />
          )
        }
      />
      {done && <DoneToast cohortId={cohort.id} done={done} course={course} />}
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
    </div>
  );
}

type PageData = ReturnType<typeof useLoaderData<typeof loader>>;
type ProgressProps = PageData & { progress: NonNullable<PageData['progress']>; course?: string };

function Progress(props: ProgressProps) {
  const { cohort, cadets, progress, shown, bodyHtml, view, problems, course } = props;
  const { grid, schedule, dates, held } = progress;
  const courseId = progress.course.id;
  return (
    <>
      <GridTiles {...props} course={course} />
      <GridFilters
        cohortId={cohort.id}
        courseId={course}
        view={view}
        problems={problems}
        shown={shown}
        cadets={cadets}
      />
      {shown > 0 && (
        <ProgressGrid
          caption={`Progress of ${cohort.name} in ${progress.course.title}`}
          courseId={courseId}
          grid={grid}
          cadets={cadets}
          bodyHtml={bodyHtml}
          view={view}
          sortHref={(sort) =>
            paths.cohort(cohort.id, { course, ...toGridQuery(toSortedView(view, sort)) })
          }
          chosenHref={paths.chosen(cohort.id)}
          chosen={<ChosenBar courseId={courseId} mayMove={props.mayAdminister} />}
        />
      )}
      <ScheduleNotes dates={dates} held={held} grid={grid} schedule={schedule} now={props.now} />
      <ColumnList courseId={courseId} grid={grid} />
    </>
  );
}
