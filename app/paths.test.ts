import { expect, test } from 'vitest';
import { paths } from './paths.ts';

test('every URL of the contract', () => {
  expect({
    home: paths.home(),
    login: paths.login(),
    loginBack: paths.login('/learn/a?b=c'),
    learn: paths.learn(),
    course: paths.course('c'),
    lesson: paths.lesson('c', 'l'),
    quiz: paths.quiz('c', 'm'),
    attempt: paths.attempt('a'),
    result: paths.attemptResult('a'),
    record: paths.record(),
    cohort: paths.cohort('h', { sort: '-score', q: 'o b' }),
    export: paths.cohortExport('h'),
    cadet: paths.cadet('h', 'u'),
    statistics: paths.quizStatistics('q'),
    preview: paths.preview('c/01-m/02-l.mdx', { view: 'keys' }),
    history: paths.contentHistory('l', { from: 'a', to: 'disk' }),
    odd: paths.course('a/b?c#d'),
  }).toMatchInlineSnapshot(`
    {
      "attempt": "/learn/attempts/a",
      "cadet": "/teach/cohorts/h/cadets/u",
      "cohort": "/teach/cohorts/h?sort=-score&q=o+b",
      "course": "/learn/c",
      "export": "/teach/cohorts/h/export.csv",
      "history": "/author/l/history?from=a&to=disk",
      "home": "/",
      "learn": "/learn",
      "lesson": "/learn/c/l",
      "login": "/login",
      "loginBack": "/login?redirectTo=%2Flearn%2Fa%3Fb%3Dc",
      "odd": "/learn/a%2Fb%3Fc%23d",
      "preview": "/author/preview/c/01-m/02-l.mdx?view=keys",
      "quiz": "/learn/c/m/quiz",
      "record": "/learn/record",
      "result": "/learn/attempts/a/result",
      "statistics": "/teach/quizzes/q",
    }
  `);
});
