import type { LoaderFunctionArgs } from '@remix-run/node';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { checkReadiness } from '#app/server/readiness.server.ts';

export const handle = { access: 'public' } satisfies RouteHandle;

/**
 * Ready: the database answers and there is content to serve. Content problems do not make it unready, since the last
 * good revisions are served, but their number is told. 503 when it is not ready. `untrustedProxy`: what passed the request
 * on is none that TRUST_PROXY names.
 */
export async function loader({ context }: LoaderFunctionArgs) {
  const readiness = await checkReadiness();
  const told = context.untrustedProxy ? { ...readiness, untrustedProxy: true } : readiness;
  return Response.json(told, { status: readiness.ready ? 200 : 503 });
}
