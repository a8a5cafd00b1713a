import type { ServerBuild } from '@remix-run/node';
import { isStorageFailure } from '#app/db/storage-failure.server.ts';
import { unavailable } from './errors.ts';
import { logger } from './logger.server.ts';

/** What the application answers while the database cannot write: what needs no writing works, the rest is 503. */

/** As `isStorageFailure`. One that is noticed is logged, with its cause. */
function noticeFailure(error: unknown): boolean {
  if (!isStorageFailure(error)) return false;
  logger.error({ err: error.cause }, 'the database cannot write');
  return true;
}

/** For what can be done without, or is answered in another way: null when the database cannot write. */
export async function ifWritable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (noticeFailure(error)) return null;
    throw error;
  }
}

/** The build with loaders and actions that throw 503, see `unavailable`, when the database cannot write. */
export function answerStorageFailures(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: answering(loader) }),
      ...(action && { action: answering(action) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

function answering<Args, Answer>(run: (args: Args) => Answer) {
  return async (args: Args): Promise<Awaited<Answer>> => {
    try {
      return await run(args);
    } catch (error) {
      throw noticeFailure(error) ? unavailable() : error;
    }
  };
}
