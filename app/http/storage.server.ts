import type { ServerBuild } from '@remix-run/node';
import { inPassing } from '#app/db/client.server.ts';
import {
  type FailureReason,
  isStorageFailure,
  type StorageFailure,
} from '#app/db/storage-failure.server.ts';
import { type FormArgs, type HeldForm, holdForm, readArrivedForm } from './arrived-form.server.ts';
import { unavailable } from './errors.ts';
import { logger } from './logger.server.ts';

/** What the application answers while the database cannot write: what needs no writing works, the rest is 503. */

const logged: Record<FailureReason, string> = {
  refused: 'the database cannot write',
  held: 'another process holds the database',
  gone: 'the database file was deleted or replaced',
  busy: 'what changes the same in the database takes too long',
  away: 'the database server cannot be reached',
};

/** As `isStorageFailure`. One that is noticed is logged, with its cause. */
function noticeFailure(error: unknown): error is StorageFailure {
  if (!isStorageFailure(error)) return false;
  logger.error({ err: error.cause }, logged[error.reason]);
  return true;
}

/**
 * For what can be done without, or is answered in another way: null when the database cannot write. One that is away
 * cannot be read either: that is thrown.
 */
export async function ifWritable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!isStorageFailure(error) || error.reason === 'away') throw error;
    noticeFailure(error);
    return null;
  }
}

/** As `ifWritable`, for what a page does while it is read, or a chore that comes again: no other process is waited for. */
export function ifWritableNow<T>(work: () => Promise<T>): Promise<T | null> {
  return ifWritable(inPassing(work));
}

type ActionArgs = FormArgs & { context: { unstored?: { held: HeldForm; action: string } } };

/**
 * The build with loaders and actions that throw 503, see `unavailable`, when the database cannot write. The form that was
 * sent is left in the request's context, for the page that gives it back.
 */
export function answerStorageFailures(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: answering(loader) }),
      ...(action && { action: answering(action, keepForm) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

function answering<Args, Answer>(
  run: (args: Args) => Answer,
  keep?: (args: Args) => Promise<void>,
) {
  return async (args: Args): Promise<Awaited<Answer>> => {
    try {
      return await run(args);
    } catch (error) {
      if (!noticeFailure(error)) throw error;
      await keep?.(args);
      throw unavailable(toFailureWords(error));
    }
  };
}

const told: Record<FailureReason, string> = {
  refused: 'The server cannot write just now: its disk is full, or its database can only be read.',
  held: 'The server cannot write just now: another program is using its database.',
  gone: 'The server cannot write just now: the file of its database was moved or replaced.',
  busy: 'The server cannot write just now: it is busy with other changes.',
  away: 'The server cannot reach its database just now.',
};

/** Why nothing can be stored just now, as a sentence. */
export const toFailureWords = ({ reason }: StorageFailure): string => told[reason];

// A form with a password is typed again: it does not travel back to a page.
async function keepForm(args: ActionArgs): Promise<void> {
  const sent = await readArrivedForm(args);
  const held = holdForm(sent);
  const { pathname, search } = new URL(args.request.url);
  const place = sent.place ? `#${encodeURIComponent(sent.place)}` : '';
  if (held.complete) args.context.unstored = { held, action: `${pathname}${search}${place}` };
}
