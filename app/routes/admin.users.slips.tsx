import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toSeal } from '#app/auth/seal.server.ts';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { slipPageSchema } from '#app/features/people/users/admin-schema.ts';
import { listSlips } from '#app/features/people/users/slip-queries.server.ts';
import slipSheet from '#app/features/people/users/slips.css?url';
import { Slips } from '#app/features/people/users/slips.tsx';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta = () => [{ title: 'Slips to hand out · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: slipSheet }];

/** A page of the slips that were made in this session and can still be shown. Loading it again makes none. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'admin');
  const { page } = slipPageSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  return listSlips(actor, toSeal(args), page, new Date());
}

export default function SlipsPage() {
  const { slips, total, page, pages, shownUntil, ...about } = useLoaderData<typeof loader>();
  return (
    <>
      <AdminNav current={paths.adminUsers()} />
      <PageHeader
        title="Slips to hand out"
        breadcrumbs={[{ label: 'People', href: paths.adminUsers() }]}
      />
      {shownUntil ? (
        <div className="stack">
          <Notice kind="attention" title={`${countOf(total, 'slip')} to print and cut apart`}>
            Print this page and give each slip to its person only: whoever has it chooses the
            password. It is shown until {formatZoned(shownUntil, about.timeZone)}, to you and in
            this session only. A lost slip is withdrawn by name, on the page of its person, and made
            anew.
          </Notice>
          <Slips slips={slips} {...about} />
          {pages > 1 && (
            <Pagination
              label="Pages of slips"
              summary={`Page ${page} of ${pages}: each is printed by itself`}
              previousHref={page > 1 ? paths.adminSlips({ page: page - 1 }) : undefined}
              nextHref={page < pages ? paths.adminSlips({ page: page + 1 }) : undefined}
            />
          )}
        </div>
      ) : (
        <EmptyState
          title="No slip to show"
          action={<ButtonLink href={paths.adminUsers()}>Back to people</ButtonLink>}
        >
          Slips are shown for an hour, in the session that made them, until they are used. New ones
          are made on the page of a person, or of a list that was imported.
        </EmptyState>
      )}
    </>
  );
}
