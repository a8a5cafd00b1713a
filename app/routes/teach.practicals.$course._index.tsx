import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import practicalSheet from '#app/features/learning/practicals/practical.css?url';
import { getTaughtSheets } from '#app/features/learning/practicals/queries.server.ts';
import { SheetList } from '#app/features/learning/practicals/sheet-list.tsx';
import { paths } from '#app/paths.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'teach' } satisfies RouteHandle;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.course.title ?? 'Course'}: role-plays and surveys · Rapport` },
];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: practicalSheet }];

/** The practicals and surveys of a course that the actor teaches. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  return getTaughtSheets(actor, args.params.course ?? '');
}

export default function TaughtSheetsPage() {
  const sheets = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Role-plays and surveys"
        lead={sheets.course.title}
        breadcrumbs={[{ label: 'Cohorts', href: paths.teach() }]}
      />
      <SheetList {...sheets} />
    </>
  );
}
