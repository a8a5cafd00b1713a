import { paths } from '#app/paths.ts';
import type { BenchAcademy, Scenario } from './measure.ts';

/** The requests the benchmark measures, with the CPU milliseconds we aim for. `n` counts the requests of a scenario. */
export function listScenarios(academy: BenchAcademy): (Scenario & { target: number | null })[] {
  const { course, lessons, cadet, instructor, attempts } = academy;
  const pick = <T>(list: T[], n: number): T => {
    const thing = list[n % list.length];
    if (thing === undefined) throw new Error('The academy holds nothing to measure.');
    return thing;
  };
  const get = (path: string, cookie?: string) => () => ({ path, cookie });
  return [
    {
      name: 'sign-in',
      expect: 302,
      requests: 40,
      target: null,
      make: (n) => ({
        method: 'POST',
        path: paths.login(),
        form: { email: `u${n}@bench.test`, password: 'rapport-bench' },
      }),
    },
    {
      name: 'lesson page',
      expect: 200,
      requests: 400,
      target: 4,
      make: (n) => ({ path: paths.lesson(course, pick(lessons, n)), cookie: cadet }),
    },
    {
      name: '/learn',
      expect: 200,
      requests: 400,
      target: 4,
      make: get(paths.learn(), cadet),
    },
    {
      name: 'course page',
      expect: 200,
      requests: 400,
      target: 4,
      make: get(paths.course(course), cadet),
    },
    {
      name: 'answer save',
      expect: 200,
      requests: 600,
      target: 1.5,
      make: (n) => {
        const attempt = pick(attempts, n);
        const item = pick(attempt.items, Math.floor(n / attempts.length));
        const option = pick(item.options, n);
        const form = { [`item.${item.id}`]: option, [`seq.${item.id}`]: String(n + 2) };
        return {
          method: 'POST',
          path: paths.attemptResponses(attempt.id),
          cookie: attempt.cookie,
          form,
        };
      },
    },
    {
      name: 'submit of 10 items',
      expect: 302,
      requests: attempts.length,
      target: 5,
      make: (n) => {
        const { id, cookie } = pick(attempts, n);
        return {
          method: 'POST',
          path: paths.attempt(id),
          cookie,
          form: { intent: 'confirm-submit' },
        };
      },
    },
    {
      name: 'progress page, 40 cadets',
      expect: 200,
      requests: 200,
      target: 12,
      make: get(paths.cohort('cohort0'), instructor),
    },
    {
      name: 'progress page, 500 cadets',
      expect: 200,
      requests: 20,
      target: null,
      make: get(paths.cohort('cohort1'), instructor),
    },
    {
      name: 'CSV of 500 cadets',
      expect: 200,
      requests: 60,
      target: 12,
      make: get(paths.cohortExport('cohort1'), instructor),
    },
  ];
}

/** The one page whose cost must not grow with other cohorts. */
export function progressScenario(academy: BenchAcademy): Scenario {
  return {
    name: 'progress page, 40 cadets',
    expect: 200,
    requests: 150,
    make: () => ({ path: paths.cohort('cohort0'), cookie: academy.instructor }),
  };
}

/** The item statistics of a quiz, whose cost must not grow with its attempts. */
export function statisticsScenario(academy: BenchAcademy): Scenario {
  return {
    name: 'item statistics',
    expect: 200,
    requests: 150,
    make: () => ({ path: paths.quizStatistics(academy.quiz), cookie: academy.instructor }),
  };
}
