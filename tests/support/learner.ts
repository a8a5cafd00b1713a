import { createRequestContext } from '#app/auth/request-context.server.ts';
import { paths } from '#app/paths.ts';
import * as lessonRoute from '#app/routes/learn.$course.$lesson.tsx';
import * as progressRoute from '#app/routes/learn.progress.tsx';
import { type Fields, toBody } from './fields.ts';
import { settle } from './quiz-browser.ts';
import { toCookie } from './session.ts';

/** A signed-in person's browser, for loaders and actions of the learning routes. */
export async function createLearner(userId: string) {
  const cookie = await toCookie(userId);

  function toArgs(path: string, params: Record<string, string>, body?: BodyInit) {
    const headers = new Headers({ Cookie: cookie });
    // Browsers say how long a form is.
    if (body instanceof URLSearchParams) headers.set('Content-Length', String(`${body}`.length));
    const init = body === undefined ? {} : { method: 'POST', body };
    const request = new Request(new URL(path, 'http://localhost'), { headers, ...init });
    return { request, params, context: createRequestContext('127.0.0.1') };
  }

  return {
    cookie,
    toArgs,
    /** The loader of a lesson's page: its view, or the Response it throws. */
    open: (course: string, lesson: string) =>
      settle(lessonRoute.loader(toArgs(paths.lesson(course, lesson), { course, lesson }))),
    /** Sends a form of a lesson's page. */
    send: (course: string, lesson: string, fields: Fields | FormData) =>
      settle(
        lessonRoute.action(
          toArgs(
            paths.lesson(course, lesson),
            { course, lesson },
            fields instanceof FormData ? fields : toBody(fields),
          ),
        ),
      ),
    /** Sends a report or a note as the page's scripts do. */
    report: (fields: Fields) =>
      settle(progressRoute.action(toArgs(paths.lessonProgress(), {}, toBody(fields)))),
  };
}

/** A report of the reader's script, with what it leaves out. */
export function toReport(course: string, lesson: string, given: Record<string, string> = {}) {
  return { intent: 'save-progress', course, lesson, block: '0', lastBlock: '0', ...given };
}
