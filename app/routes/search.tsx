import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireUser } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { search } from '#app/features/search/queries.server.ts';
import { listGroups } from '#app/features/search/rules.ts';
import { searchSchema } from '#app/features/search/schema.ts';
import searchSheet from '#app/features/search/search.css?url';
import { SearchPage } from '#app/features/search/search-page.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Search · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: searchSheet }];

/** What was typed, and what was found where the actor may look. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args);
  const { searchParams } = new URL(args.request.url);
  const filter = searchSchema.parse(Object.fromEntries(searchParams));
  const found = await search(actor, filter, new Date());
  return { found, filter, places: listGroups(actor) };
}

export default function SearchRoute() {
  const { found, filter, places } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="Search" />
      <SearchPage found={found} q={filter.q} only={filter.in} places={places} />
    </>
  );
}
