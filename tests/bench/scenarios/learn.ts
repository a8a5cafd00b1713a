import { fieldNames } from '#app/features/records/gradings/answer-rules.ts';
import { paths } from '#app/paths.ts';
import type { BenchAcademy } from '../academy/schema.ts';
import { pick, type Scenario } from '../scenario.ts';

/** What cadets open and send. */
export function listLearn(academy: BenchAcademy): Scenario[] {
  const { course, module, lessons, survey, finished, cadet, cadetMark, attempts } = academy;
  // The first attempt stays open, for its page; the others are saved to, and then submitted.
  const [shown, ...used] = attempts;
  const get = (name: string, path: string, ratio?: number): Scenario => ({
    name,
    make: () => ({ path, cookie: cadet }),
    aim: ratio === undefined ? undefined : { ratio },
  });
  return [
    get('/learn', paths.learn(), 1.7),
    get('course', paths.course(course), 1.9),
    {
      name: 'lesson',
      make: (n) => ({ path: paths.lesson(course, pick(lessons, n)), cookie: cadet }),
      aim: { ratio: 2 },
    },
    get('practical', paths.practical(course, module)),
    get('survey', paths.survey(course, survey)),
    get('quiz', paths.quiz(course, module)),
    get('record', paths.record()),
    {
      name: 'open attempt',
      make: () => ({ path: paths.attempt(shown?.id ?? ''), cookie: shown?.cookie }),
    },
    {
      name: 'save of reading progress',
      make: (n) => ({
        path: paths.lessonProgress(),
        cookie: cadet,
        form: {
          madeFor: cadetMark,
          intent: 'save-progress',
          course,
          lesson: pick(lessons, n),
          block: '1',
          lastBlock: '1',
        },
      }),
    },
    {
      name: 'save of an answer',
      aim: { ratio: 1.2 },
      make: (n) => {
        const attempt = pick(used, n);
        const round = Math.floor(n / used.length);
        const item = pick(attempt.items, n + round);
        return {
          path: paths.attemptResponses(attempt.id),
          cookie: attempt.cookie,
          form: {
            madeFor: attempt.madeFor,
            [fieldNames.item(item.id)]: pick(item.answers, round),
            [fieldNames.sequence(item.id)]: String(n + 2),
          },
        };
      },
    },
    {
      name: 'submit of 10 items',
      expect: 302,
      most: used.length,
      aim: { ratio: 2.5 },
      make: (n) => {
        const { id, cookie, madeFor } = pick(used, n);
        return { path: paths.attempt(id), cookie, form: { madeFor, intent: 'confirm-submit' } };
      },
    },
    get('result', paths.attemptResult(finished), 2.5),
  ];
}
