import { readFileSync } from 'node:fs';
import { UNSAFE_flatRoutes as flatRoutes } from '@remix-run/dev';
import { expect, test } from 'vitest';
import { knownRoutes, routeOf } from '#tests/support/routes.ts';

test('the tests know the routes that Remix makes of app/routes', () => {
  const made = Object.values(flatRoutes('app')).map(({ id, path, index }) => ({ id, path, index }));
  const known = knownRoutes.map(({ id, path, index }) => ({ id, path, index }));
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  expect(known.toSorted(byId)).toEqual(made.toSorted(byId));
});

test('an address that only the page for what is nowhere takes leads nowhere', () => {
  expect(routeOf('/learn/a?b=c').id).toBe('routes/learn.$course._index');
  expect(() => routeOf('/nothing/at/all')).toThrow('/nothing/at/all leads to no route');
});

/** Answers to a form that are a page of their own, though nothing was refused, and why reloading them does no harm. */
const answersInPlace: Record<string, string> = {
  'routes/teach.cohorts.$cohort.chosen':
    'asks about the cadets who were ticked before anything is done; sent again, it asks again',
  'routes/learn.attempts.$attempt._index':
    'says which items are unanswered before anything is submitted; sent again, it says so again',
};

/** The arguments of each call of `data()` in an action, up to the next thing that the route exports. */
function listAnswers(text: string): string[] {
  const [, action = ''] = text.split(/^export async function action\b/m);
  const [body = ''] = action.split(/^export /m);
  return body
    .split(/\bdata\(/)
    .slice(1)
    .map((rest) => {
      let depth = 1;
      const end = [...rest].findIndex((sign) => {
        depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
        return depth === 0;
      });
      return rest.slice(0, end);
    });
}

test('a form that did something leads on: only a refusal is answered in place, so that reloading repeats nothing', () => {
  const forms = knownRoutes
    .filter(({ page, path }) => page && path !== '*')
    .map(({ id }) => ({ id, text: readFileSync(`app/${id}.tsx`, 'utf8') }))
    .filter(({ text }) => /^export async function action\b/m.test(text));
  const found = forms.filter(({ id, text }) => {
    const inPlace = listAnswers(text).filter(
      (answer) => !/status: (4\d\d|refusal\.status)/.test(answer),
    );
    const leadsOn = /\bredirect(To)?\(/.test(text);
    return !leadsOn || (inPlace.length > 0 && !answersInPlace[id]);
  });
  expect(forms.length).toBeGreaterThan(10);
  expect(found.map(({ id }) => id)).toEqual([]);
});
