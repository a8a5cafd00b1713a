import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import statisticsSheet from '#app/features/assessment/statistics/statistics.css?url';
import { AdminNav } from '#app/features/people/users/admin-nav.tsx';
import { paths } from '#app/paths.ts';
import { DesignCharts } from '#app/ui/design/design-charts.tsx';
import { DesignControls } from '#app/ui/design/design-controls.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const handle = { access: 'admin' } satisfies RouteHandle;

export const meta: MetaFunction = () => [{ title: 'Design · Rapport' }];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: statisticsSheet }];

/** Nothing of the academy: every word on the page is made up. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  return null;
}

export default function DesignPage() {
  return (
    <>
      <AdminNav current={paths.adminDesign()} />
      <PageHeader
        title="Design"
        lead="Every part of the pages in every state, with words that mean nothing."
      />
      <div className="stack stack-loose">
        <DesignControls />
        <DesignCharts />
      </div>
    </>
  );
}
