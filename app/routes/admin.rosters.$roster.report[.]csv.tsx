import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { openReportCsv } from '#app/features/people/rosters/roster-report-queries.server.ts';

export const handle = { access: 'admin' } satisfies RouteHandle;

/** What became of each row of a list, as a CSV file, sent as it is read. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'admin');
  const { fileName, body } = await openReportCsv(args.params.roster ?? '');
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
