import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { openGridCsv } from '#app/features/progress/grid-csv-queries.server.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

/** The cohort's progress as a CSV file, sent as it is read. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const courseId = new URL(args.request.url).searchParams.get('course');
  const { cohort = '' } = args.params;
  const { fileName, body } = await openGridCsv(actor, cohort, courseId, new Date());
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
