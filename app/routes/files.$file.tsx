import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireUser } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { sendStoredFile } from '#app/http/stored-file.server.ts';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

/** Pictures, films and other files of the curriculum, by the hash of their content. */
export async function loader(args: LoaderFunctionArgs) {
  await requireUser(args);
  return sendStoredFile(args.request, args.params.file ?? '');
}
