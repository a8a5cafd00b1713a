import type { ActionFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { saveReflection } from '#app/features/learning/lessons/answer-mutations.server.ts';
import { saveProgress } from '#app/features/learning/lessons/reading-mutations.server.ts';
import { progressFormSchema } from '#app/features/records/completions/schema.ts';
import { methodNotAllowed } from '#app/http/errors.ts';
import { parseForm } from '#app/http/forms.server.ts';

export const handle = { access: 'learn' } satisfies RouteHandle;

/** Only scripts come here, to report. */
export async function loader(args: ActionFunctionArgs) {
  await requirePermission(args, 'learn');
  throw methodNotAllowed('POST');
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const change = { actor, requestId: args.context.requestId };
  const submission = await parseForm(args.request, progressFormSchema);
  if (submission.status !== 'success') {
    const messages = Object.values(submission.error ?? {}).flatMap((list) => list ?? []);
    return Response.json({ problem: messages.join(' ') }, { status: 400 });
  }
  const form = submission.value;
  switch (form.intent) {
    case 'save-progress':
      return Response.json(await saveProgress(change, form));
    case 'save-reflection':
      return Response.json(await saveReflection(change, form, form));
  }
}
