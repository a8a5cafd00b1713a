import type { RouteHandle } from '#app/auth/route-handle.ts';
import { notFound } from '#app/http/errors.ts';

export const handle = { access: 'public', forms: 'of anyone' } satisfies RouteHandle;

/** Every address that is not one of ours. */
export function loader() {
  throw notFound();
}

export const action = loader;

export default function NothingHere() {
  return null;
}
