import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { toHeldSentence } from '#app/features/assessment/attempts/held-rules.ts';
import { saveResponses } from '#app/features/assessment/attempts/response-mutations.server.ts';
import type {
  ClosedReply,
  HeldReply,
  SaveReply,
} from '#app/features/records/gradings/answer-rules.ts';
import { readAnswers } from '#app/features/records/gradings/schema.ts';
import {
  badRequest,
  methodNotAllowed,
  retryAfterSeconds,
  unprocessable,
} from '#app/http/errors.ts';
import { readFields } from '#app/http/forms.server.ts';
import { toJsonResponse } from '#app/http/json.server.ts';
import { toSentence } from '#app/http/refusal.ts';
import { ifWritable } from '#app/http/storage.server.ts';

export const handle = { access: 'learn' } satisfies RouteHandle;

/** Answers are sent here, never fetched. */
export async function loader(args: LoaderFunctionArgs) {
  await requirePermission(args, 'learn');
  throw methodNotAllowed('POST');
}

/**
 * Saves answers as a script sends them, fields as in `readAnswers`. 200 with a `SaveReply`: on disk. 409 with a
 * `ClosedReply`: the attempt is closed or its time is up; with a `HeldReply`: it stands still, its course taken back. 422: an answer cannot be taken. 503: nothing can be stored just
 * now, which the script waits out. Other refusals carry a sentence too.
 */
export async function action(args: ActionFunctionArgs) {
  const actor = await requirePermission(args, 'learn');
  const { form: answers } = await readFields(args, readAnswers);
  if (!answers) throw badRequest('Answers are sent by the page of the attempt.');
  const change = { actor, requestId: args.context.requestId };
  const result = await ifWritable(saveResponses(change, args.params.attempt ?? '', answers));
  if (!result)
    return toJsonResponse({ error: kept }, 503, { 'Retry-After': String(retryAfterSeconds) });
  if (result.kind === 'refused') throw unprocessable(toSentence(result.refusal));
  if (result.kind === 'held')
    return toJsonResponse({ held: toHeldSentence(result.held) } satisfies HeldReply, 409);
  if (result.kind === 'closed') {
    const { kind: _closed, ...reply } = result;
    return toJsonResponse(reply satisfies ClosedReply, 409);
  }
  const { kind: _saved, ...reply } = result;
  return toJsonResponse(reply satisfies SaveReply);
}

const kept =
  'The server cannot write just now. Your answer is kept in this browser and will be sent again.';
