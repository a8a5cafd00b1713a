import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireUser } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { requireListener } from '#app/features/learning/lessons/voice-queries.server.ts';
import { isVoice, sendStoredFile } from '#app/http/stored-file.server.ts';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

/** Pictures, films and other files of the curriculum, by the hash of their content. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args);
  const { file = '' } = args.params;
  if (isVoice(file)) await requireListener(actor, file, new Date());
  return sendStoredFile(args.request, file);
}
