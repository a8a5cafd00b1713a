import type { ActionFunctionArgs } from '@remix-run/node';
import { createRequestContext } from '#app/auth/request-context.server.ts';
import { listAttempts } from '#app/features/assessment/attempts/queries.server.ts';
import { paths } from '#app/paths.ts';
import * as quizRoute from '#app/routes/learn.$course.$module.quiz.tsx';
import * as attemptRoute from '#app/routes/learn.attempts.$attempt._index.tsx';
import * as responsesRoute from '#app/routes/learn.attempts.$attempt.responses.tsx';
import * as resultRoute from '#app/routes/learn.attempts.$attempt.result.tsx';
import { type Fields, toBody } from './fields.ts';
import { publishQuizCourse, type QuizCourse, rightAnswers } from './quiz-course.ts';
import { toCookie } from './session.ts';

/** A signed-in browser: makes the arguments of loaders and actions. */
async function signInAs(userId: string) {
  const cookie = await toCookie(userId);
  return function toArgs(path: string, params: Record<string, string>, fields?: Fields) {
    const request = new Request(new URL(path, 'http://localhost'), {
      headers: { Cookie: cookie },
      ...(fields ? { method: 'POST', body: toBody(fields) } : {}),
    });
    const context = createRequestContext('127.0.0.1');
    return { request, params, context } satisfies Omit<ActionFunctionArgs, 'unstable_pattern'>;
  };
}

/** What a loader or action answers with: its value, or the Response it throws or returns. */
export async function settle<T>(work: Promise<T>): Promise<T | Response> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Response) return error;
    throw error;
  }
}

/** Status and target of a Response, such as '302 /login', to compare with. */
export function toStatus(answer: unknown): string {
  if (!(answer instanceof Response)) return 'no response';
  const to = answer.headers.get('Location');
  return to ? `${answer.status} ${to}` : `${answer.status}`;
}

/** The JSON that a script would get. */
export async function readJson<T>(answer: unknown): Promise<T> {
  if (!(answer instanceof Response)) throw new Error('no response');
  return (await answer.json()) as T;
}

/** A form with every answer right. */
export const allRight: Fields = Object.fromEntries(
  Object.entries(rightAnswers).map(([id, value]) => [`item.${id}`, value]),
);

/** The browser of a user, on the pages of a course's quiz. */
export async function openBrowser({ course, module }: QuizCourse, userId: string) {
  const toArgs = await signInAs(userId);
  const place = { course, module };
  const quizPath = paths.quiz(course, module);
  const start = () =>
    settle(quizRoute.action(toArgs(quizPath, place, { intent: 'start-attempt' })));
  return {
    toArgs,
    start,
    startAttempt: async () => toAttempt(await start()),
    quizPage: async () => expectPage(await settle(quizRoute.loader(toArgs(quizPath, place)))),
    post: (attempt: string, fields: Fields) =>
      settle(attemptRoute.action(toArgs(paths.attempt(attempt), { attempt }, fields))),
    /** Sends answers as the page's script does. */
    send: (attempt: string, fields: Fields) =>
      settle(responsesRoute.action(toArgs(paths.attemptResponses(attempt), { attempt }, fields))),
    attemptPage: (attempt: string) =>
      settle(attemptRoute.loader(toArgs(paths.attempt(attempt), { attempt }))),
    result: async (attempt: string) => {
      const args = toArgs(paths.attemptResult(attempt), { attempt });
      return expectPage(await settle(resultRoute.loader(args))).result;
    },
  };
}

function toAttempt(answer: unknown): string {
  const id = answer instanceof Response && answer.headers.get('Location')?.split('/').at(-1);
  if (!id || id === 'quiz') throw new Error(`No attempt was started: ${toStatus(answer)}`);
  return id;
}

function expectPage<T>(page: T | Response): T {
  if (page instanceof Response) throw new Error(`No page: ${toStatus(page)}`);
  return page;
}

/**
 * A quiz course of its own with its cadet's browser. `take` starts an attempt, submits these answers and nothing else,
 * and returns the attempt's id.
 */
export async function setUpQuiz(given: Parameters<typeof publishQuizCourse>[0] = {}) {
  const quiz = await publishQuizCourse(given);
  const browser = await openBrowser(quiz, quiz.cadet.id);
  const attempts = () => listAttempts(quiz.cadet, quiz.quiz);
  const take = async (answers: Fields) => {
    const attempt = await browser.startAttempt();
    await browser.post(attempt, { intent: 'confirm-submit', ...answers });
    return attempt;
  };
  return { quiz, attempts, take, ...browser };
}
