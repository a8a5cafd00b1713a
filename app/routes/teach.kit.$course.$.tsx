import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { getKitFile } from '#app/features/delivery/queries.server.ts';

export const handle = { access: 'teach' } satisfies RouteHandle;

// A file of a kit brings its style along; it runs nothing and fetches nothing.
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";

/** A file of a course's kit, or all of them as an archive. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requirePermission(args, 'teach');
  const { course = '', '*': path = '' } = args.params;
  const { bytes, name, isZip } = await getKitFile(actor, course, path, new Date());
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': isZip ? 'application/zip' : 'text/html; charset=utf-8',
      'Content-Disposition': `${isZip ? 'attachment' : 'inline'}; filename="${name}"`,
      'Content-Security-Policy': policy,
      'Cache-Control': 'private, no-store',
    },
  });
}
