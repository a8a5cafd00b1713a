import type { RouteHandle } from '#app/auth/route-handle.ts';
import { checkReadiness } from '#app/server/readiness.server.ts';

export const handle = { access: 'public' } satisfies RouteHandle;

/**
 * Ready: the database answers and there is content to serve. Content problems do not make it unready, since the last
 * good revisions are served, but their number is told. 503 when it is not ready.
 */
export async function loader() {
  const readiness = await checkReadiness();
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
}
