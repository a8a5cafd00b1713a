import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import { canEnter } from '#app/auth/permissions.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { KeyWorkList } from '#app/features/assessment/regrades/key-work-list.tsx';
import { listKeyWork } from '#app/features/assessment/regrades/key-work-queries.server.ts';
import { countWaitingAnswers } from '#app/features/assessment/reviews/manual-queries.server.ts';
import { ArchivedLink } from '#app/features/people/cohorts/archived-link.tsx';
import { cohortsPerPage } from '#app/features/people/cohorts/queries.server.ts';
import { TeachNav } from '#app/features/people/users/teach-nav.tsx';
import { CohortCard } from '#app/features/progress/cohort-card.tsx';
import { listCohortOverviews } from '#app/features/progress/grid-queries.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { countOf } from '#app/words/numbers.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Cohorts · Rapport' }];

/** The actor's cohorts, a page of them, each with how it stands in its courses. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const query = new URL(args.request.url).searchParams;
  const page = Number.parseInt(query.get('page') ?? '', 10);
  const archived = query.get('archived') === '1';
  const now = new Date();
  const [found, waiting, keyWork] = await Promise.all([
    listCohortOverviews(actor, { page: Number.isNaN(page) ? 1 : page, archived }, now),
    countWaitingAnswers(actor),
    listKeyWork(actor, now),
  ]);
  return {
    ...found,
    shown: archived,
    waiting,
    keyWork,
    perPage: cohortsPerPage,
    mayAdminister: canEnter(actor, 'admin'),
    now,
  };
}

export default function TeachPage() {
  const { cohorts, total, page, pages, perPage, archived, shown, ...rest } =
    useLoaderData<typeof loader>();
  const { mayAdminister, waiting, keyWork, now } = rest;
  const hrefOf = (to: number) => paths.teach({ page: to, archived: shown ? '1' : undefined });
  const first = (page - 1) * perPage + 1;
  return (
    <>
      <PageHeader
        title={shown ? 'Archived cohorts' : mayAdminister ? 'Cohorts' : 'Your cohorts'}
        breadcrumbs={shown ? [{ label: 'Cohorts', href: paths.teach() }] : undefined}
        lead={
          mayAdminister && !shown ? 'Every cohort of the academy, the latest first.' : undefined
        }
      />
      <TeachNav current={paths.teach()} />
      <KeyWorkList work={keyWork} now={now} />
      {waiting > 0 && (
        <p className="today">
          <a href={paths.waitingAnswers()}>
            {countOf(waiting, 'written answer waits', 'written answers wait')} for you
          </a>
          .
        </p>
      )}
      <div className="stack">
        {cohorts.length === 0 && (shown || archived > 0) ? (
          <p>{shown ? 'No cohort is archived.' : 'Every cohort is archived.'}</p>
        ) : cohorts.length === 0 ? (
          <EmptyState
            title="No cohort yet"
            action={
              mayAdminister && <ButtonLink href={paths.adminCohorts()}>Add a cohort</ButtonLink>
            }
          >
            {mayAdminister
              ? 'Add a cohort, enroll its cadets and assign a course: how it gets on appears here.'
              : 'Cohorts appear here once an administrator names you as their instructor.'}
          </EmptyState>
        ) : (
          <div className="stack">
            {cohorts.map((cohort) => (
              <CohortCard key={cohort.id} cohort={cohort} now={now} />
            ))}
          </div>
        )}
        {pages > 1 && (
          <Pagination
            label="Cohorts"
            summary={`Cohorts ${first} to ${first + cohorts.length - 1} of ${total}`}
            previousHref={page > 1 ? hrefOf(page - 1) : undefined}
            nextHref={page < pages ? hrefOf(page + 1) : undefined}
          />
        )}
        <ArchivedLink
          count={archived}
          shown={shown}
          archivedHref={paths.teach({ archived: '1' })}
          currentHref={paths.teach()}
        />
      </div>
    </>
  );
}
