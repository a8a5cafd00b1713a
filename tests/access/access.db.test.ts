import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Access, Area, Role } from '#app/auth/permissions.ts';
import { createRequestContext } from '#app/auth/request-context.server.ts';
import { db, inTransaction } from '#app/db/client.server.ts';
import { createLink } from '#app/features/people/users/link-mutations.server.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { type LearningCourse, publishLearningCourse } from '#tests/support/learning-course.ts';
import { createRoster } from '#tests/support/roster.ts';
import { toCookie } from '#tests/support/session.ts';

/**
 * Every route x every kind of visitor x every method that reaches a loader or an action, each called by itself: what
 * `handle.access` declares is what happens. A new route is found by its file; a parameter that the table of samples does not know fails.
 */

type Handler = (args: {
  request: Request;
  params: Record<string, string>;
  context: ReturnType<typeof createRequestContext>;
}) => unknown;
type RouteModule = {
  handle?: { access?: Access; taught?: true };
  loader?: Handler;
  action?: Handler;
  default?: unknown;
};

const files = import.meta.glob<RouteModule>(['/app/routes/*.tsx', '/app/routes/**/route.tsx']);
const routes = Object.entries(files).map(([file, load]) => ({
  name: file.replace(/^\/app\/routes\//, '').replace(/(\/route)?\.tsx$/, ''),
  load,
}));

const visitors = ['signed-out', 'no role', 'cadet', 'instructor', 'author', 'admin'] as const;
type Visitor = (typeof visitors)[number];

/** Who may open an area, written out again: the application's own table is what is tested. */
const keyHolders: Record<Area, readonly Visitor[]> = {
  learn: ['cadet'],
  teach: ['instructor', 'admin'],
  author: ['author', 'admin'],
  admin: ['admin'],
};

let course: LearningCourse;
let samples: Record<string, string>;
const userIds = new Map<Visitor, string>();

beforeAll(async () => {
  course = await publishLearningCourse();
  const { cohort, cadet } = course;
  const rolesOf: Record<Exclude<Visitor, 'signed-out' | 'cadet'>, Role[]> = {
    'no role': [],
    instructor: ['instructor'],
    author: ['author'],
    admin: ['admin'],
  };
  userIds.set('cadet', cadet.id);
  for (const [visitor, roles] of Object.entries(rolesOf))
    userIds.set(visitor as Visitor, (await createUser({ roles })).id);
  const attempt = await course.attempt(cadet.id, 1, true);
  const { link } = await inTransaction((tx) =>
    createLink(tx, { email: null, roles: ['cadet'], createdById: null, days: 1 }),
  );
  samples = {
    course: course.course,
    module: course.modules[0] ?? '',
    lesson: course.lessons.checks,
    quiz: course.quiz,
    attempt: attempt.id,
    cohort: cohort.id,
    user: cadet.id,
    scenario: 'no-such-scenario',
    survey: 'no-such-survey',
    content: course.lessons.checks,
    roster: await createRoster('applied'),
    token: new URL(link).pathname.split('/').at(-1) ?? '',
    file: 'no-such-file.svg',
    '*': 'no/such/page',
  };
});

/** Names of the parameters in a route's file name: 'learn.$course' has 'course', '$' the rest of the path. */
function listParams(name: string): string[] {
  return name
    .split(/[./]/)
    .filter((segment) => segment.startsWith('$'))
    .map((segment) => segment.slice(1) || '*');
}

function fillParams(name: string, given: Record<string, string> = {}): Record<string, string> {
  const filled = { ...samples, ...given };
  return Object.fromEntries(
    listParams(name).map((param) => {
      const value = filled[param];
      if (value === undefined) throw new Error(`No sample for the parameter ${param} of ${name}`);
      return [param, value];
    }),
  );
}

type Outcome = { status: number; to: string };

/** What Remix gives to a loader, and what to an action. */
const reading = ['GET', 'HEAD'] as const;
const writing = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof reading)[number] | (typeof writing)[number];
const isWriting = (method: Method) => !reading.some((one) => one === method);

/** What a loader or action answers a visitor; a failure that is no answer fails the test. */
async function call(
  handler: Handler,
  method: Method,
  userId: string | undefined,
  params: Record<string, string>,
): Promise<Outcome> {
  const cookie = userId ? await toCookie(userId) : '';
  const body = new URLSearchParams({ intent: 'no-such-intent' });
  const request = new Request('http://localhost/somewhere', {
    headers: cookie ? { Cookie: cookie } : {},
    method,
    ...(isWriting(method) ? { body } : {}),
  });
  const context = createRequestContext('127.0.0.1');
  const answer = await Promise.resolve()
    .then(() => handler({ request, params, context }))
    .catch((error: unknown) => error);
  if (answer instanceof Error) throw answer;
  if (answer instanceof Response)
    return { status: answer.status, to: answer.headers.get('Location') ?? '' };
  return { status: withInit.safeParse(answer).data?.init.status ?? 200, to: '' };
}

/** What Remix's `data()` makes. */
const withInit = z.object({
  type: z.literal('DataWithResponseInit'),
  init: z.object({ status: z.number() }),
});

type Verdict = 'let in' | 'sign in' | 'forbidden';

function judge({ status, to }: Outcome): Verdict {
  if (status === 302 && /^\/login($|\?)/.test(to)) return 'sign in';
  return status === 403 ? 'forbidden' : 'let in';
}

function expectation(access: Access, visitor: Visitor): Verdict {
  if (access === 'public') return 'let in';
  if (visitor === 'signed-out') return 'sign in';
  if (access === 'signed-in') return 'let in';
  return keyHolders[access].includes(visitor) ? 'let in' : 'forbidden';
}

test('the routes are found, and each declares its access and can enforce it', async () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const { name, load } of routes) {
    const { handle, loader, action, default: page } = await load();
    expect(handle?.access, name).toBeDefined();
    if (handle?.access === 'public') continue;
    expect(Boolean(page ? loader : (loader ?? action)), `${name} has nothing that guards it`).toBe(
      true,
    );
  }
});

describe.each(routes)('$name', ({ name, load }) => {
  test.each(visitors)('%s', async (visitor) => {
    const { handle, loader, action } = await load();
    const expected = expectation(handle?.access ?? 'public', visitor);
    const userId = userIds.get(visitor);
    const params = fillParams(name);
    const check = (outcome: Outcome, what: string) => expect(judge(outcome), what).toBe(expected);
    const led = handle?.taught && expected === 'forbidden' && keyHolders.teach.includes(visitor);
    for (const method of loader ? reading : []) {
      const outcome = await call(loader as Handler, method, userId, params);
      if (led)
        expect(outcome).toEqual({ status: 302, to: expect.stringMatching(/^\/teach($|\/)/) });
      else check(outcome, method);
    }
    // Signing out, and a code without the password before it, lead to the sign-in page by design.
    if (action && !['logout', 'login_.code'].includes(name))
      for (const method of writing) check(await call(action, method, userId, params), method);
  });
});

describe('what is not yours is not there', () => {
  const withParam = (param: string, area: string) =>
    routes.filter(({ name }) => name.startsWith(`${area}.`) && listParams(name).includes(param));

  /** The answer is the one for an id that does not exist, so that it tells nothing. */
  async function expectHidden(
    { name, load }: (typeof routes)[number],
    userId: string,
    param: string,
    given: Record<string, string> = {},
  ): Promise<void> {
    const { loader, action } = await load();
    const real = fillParams(name, given);
    const none = fillParams(name, { ...given, [param]: 'no-such-id' });
    if (loader) {
      const { status } = await call(loader, 'GET', userId, real);
      expect([404, 405], 'loader').toContain(status);
      expect((await call(loader, 'GET', userId, none)).status, 'loader').toBe(status);
    }
    if (action) {
      const { status } = await call(action, 'POST', userId, real);
      expect(status, 'action').toBeGreaterThanOrEqual(400);
      expect((await call(action, 'POST', userId, none)).status, 'action').toBe(status);
    }
  }

  test.each(withParam('cohort', 'teach'))('another instructor’s cohort: $name', async (route) => {
    const stranger = await createUser({ roles: ['instructor'] });
    await createCohort({ instructorIds: [stranger.id] });
    await expectHidden(route, stranger.id, 'cohort');
  });

  test.each(withParam('cohort', 'teach'))(
    'another instructor’s cohort that is archived: $name',
    async (route) => {
      const stranger = await createUser({ roles: ['instructor'] });
      const archived = await createCohort({ instructorIds: [userIds.get('instructor') ?? ''] });
      await db.cohort.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
      await expectHidden(route, stranger.id, 'cohort', { cohort: archived.id });
    },
  );

  test.each(withParam('user', 'teach'))('a cadet of another cohort: $name', async (route) => {
    const instructor = await createUser({ roles: ['instructor'] });
    const own = await createCohort({ instructorIds: [instructor.id] });
    await expectHidden(route, instructor.id, 'user', { cohort: own.id });
  });

  test.each(withParam('attempt', 'teach'))(
    'an attempt of a cadet of others: $name',
    async (route) => {
      const stranger = await createUser({ roles: ['instructor'] });
      await createCohort({ instructorIds: [stranger.id] });
      await expectHidden(route, stranger.id, 'attempt');
    },
  );

  test.each(withParam('quiz', 'teach'))(
    'a quiz that no cohort of one’s own takes: $name',
    async (route) => {
      const stranger = await createUser({ roles: ['instructor'] });
      await createCohort({ instructorIds: [stranger.id] });
      await expectHidden(route, stranger.id, 'quiz');
    },
  );

  test.each(withParam('attempt', 'learn'))('another cadet’s attempt: $name', async (route) => {
    const classmate = await createUser();
    await enroll(course.cohort.id, classmate.id);
    await expectHidden(route, classmate.id, 'attempt');
  });

  test.each(withParam('course', 'learn'))('a course not assigned: $name', async (route) => {
    await expectHidden(route, (await createUser()).id, 'course');
  });

  test.each(withParam('course', 'learn'))(
    'a course one was withdrawn from: $name',
    async (route) => {
      const cadet = await createUser();
      await enroll(course.cohort.id, cadet.id, { withdrawnAt: new Date() });
      await expectHidden(route, cadet.id, 'course');
    },
  );
});
