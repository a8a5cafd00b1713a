import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
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
import { countNeeds, findReason } from '#app/features/progress/grid-needs-rules.ts';
import { listCohortOverviews } from '#app/features/progress/grid-queries.server.ts';
import { NeedList } from '#app/features/progress/need-list.tsx';
import { NeedTiles } from '#app/features/progress/need-tiles.tsx';
import teachSheet from '#app/features/progress/teach.css?url';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Cohorts · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: teachSheet }];

/** The actor's cohorts, a page of them, each with how it stands in its courses. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const query = new URL(args.request.url).searchParams;
  const page = Number.parseInt(query.get('page') ?? '', 10);
  const archived = query.get('archived') === '1';
  const asked = findReason(query.get('show'));
  const now = new Date();
  const [found, waiting, keyWork] = await Promise.all([
    listCohortOverviews(actor, { page: Number.isNaN(page) ? 1 : page, archived, asked }, now),
    countWaitingAnswers(actor),
    listKeyWork(actor, now),
  ]);
  return {
    ...found,
    shown: archived,
    asked,
    waiting,
    keyWork,
    perPage: cohortsPerPage,
    mayAdminister: canEnter(actor, 'admin'),
    now,
  };
}

export default function TeachPage() {
  const { cohorts, total, page, pages, perPage, archived, shown, asked, ...rest } =
    useLoaderData<typeof loader>();
  const { mayAdminister, waiting, keyWork, now } = rest;
  const kept = { archived: shown ? ('1' as const) : undefined };
  const hrefOf = (to: number) => paths.teach({ ...kept, page: to, show: asked });
  const needs = cohorts.flatMap(({ overviews }) => overviews.flatMap((one) => one.needs));
  const here = page > 1 ? page : undefined;
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
      {cohorts.length > 0 && (
        <NeedTiles
          counts={countNeeds(needs)}
          current={asked}
          hrefOf={(reason) =>
            paths.teach({ ...kept, page: here, show: reason === asked ? undefined : reason })
          }
          last={[
            {
              label: 'written answers to read',
              value: waiting,
              href: paths.waitingAnswers(),
              state: 'underway',
            },
            {
              label: 'key changes to decide',
              value: keyWork.quizzes.length,
              href: '#key-changes',
              state: 'underway',
            },
          ]}
        />
      )}
      <div className="stack teach-work" id="key-changes">
        <KeyWorkList work={keyWork} now={now} />
      </div>
      {asked && <NeedList reason={asked} cohorts={cohorts} now={now} />}
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
          <div className="cohorts">
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
