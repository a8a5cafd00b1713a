import type { ActionFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { saveReflection } from '#app/features/learning/lessons/answer-mutations.server.ts';
import { saveProgress } from '#app/features/learning/lessons/reading-mutations.server.ts';
import { progressFormSchema } from '#app/features/records/completions/schema.ts';
import { methodNotAllowed } from '#app/http/errors.ts';
import { readIntent } from '#app/http/forms.server.ts';
import { toJsonResponse } from '#app/http/json.server.ts';

export const handle = { access: 'learn' } satisfies RouteHandle;

/** Only scripts come here, to report. */
export async function loader(args: ActionFunctionArgs) {
  await requirePermission(args, 'learn');
  throw methodNotAllowed('POST');
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const change = { actor, requestId: args.context.requestId };
  const sent = await readIntent(args, progressFormSchema);
  if (!sent.form) {
    const messages = Object.values(sent.refused?.error ?? {}).flatMap((list) => list ?? []);
    return toJsonResponse({ problem: messages.join(' ') }, 400);
  }
  const { form } = sent;
  switch (form.intent) {
    case 'save-progress':
      return toJsonResponse(await saveProgress(change, form));
    case 'save-reflection':
      return toJsonResponse(await saveReflection(change, form, form));
    default:
      return form satisfies never;
  }
}
