import { expect, test } from 'vitest';
import { listSourceFiles } from '#tests/support/source-files.ts';
import { listTableUses } from './table-uses.ts';

/**
 * Which transactions take less than the whole lock, and whose they are: those about one subject go beside those about
 * others (`inTransactionAbout`). Whoever adds one says here whose it is, once they have read in `docs/decisions.md` what
 * it may then rely on; what is not here keeps everybody else waiting, which is always right.
 */
const subjects: Readonly<Record<string, string>> = {
  'assessment/attempts/attempt-mutations': 'actor.id',
  'assessment/attempts/expiry-mutations': 'attempt.userId',
  'assessment/attempts/refusal-mutations': 'change.actor.id',
  'assessment/attempts/response-mutations': 'change.actor.id',
  'assessment/reviews/extra-time-mutations': 'userId',
  'assessment/statistics/tally-mutations': 'revisionId',
  'learning/lessons/answer-mutations': 'actor.id',
  'learning/lessons/reading-mutations': 'actor.id',
  'learning/scenarios/mutations': 'actor.id',
  'people/cohorts/own-date-mutations': 'place.userId',
  'people/rosters/check-mutations': 'id',
  'people/second-factor/confirmation': 'user.id',
  'people/second-factor/factor-mutations': 'id and actor.id',
  'people/second-factor/passkey-mutations': 'userId and asked.id',
  'people/second-factor/recovery-codes': 'userId',
  'people/second-factor/step-mutations': 'user.id',
  'people/sign-in/password-mutations': 'userId and id',
  'people/sign-in/session-mutations': 'actor.id and userId',
  'people/sign-in/sign-in-mutations': 'user.id',
  'people/sign-in/try-mutations': 'userId',
  'people/single-sign-on/mutations': 'userId',
  'records/completions/accept-mutations': 'place.userId',
  'records/completions/void-mutations': 'userId',
};

/** Tables of which each row is one person's, one quiz revision's, or one list's: others decide nothing by them but in the whole lock. */
const own =
  /^(Attempt|Response|Grading|Completion|LessonProgress|CheckAnswer|Reflection|ScenarioRun|ScenarioChoice|ExtraTime|OwnDate|QuizTally|Session|SignInTry|CodeApp|RecoveryCode|Passkey|SpentChallenge|Identity|User|Roster|RosterRow)$/;

const code = listSourceFiles('app').filter(({ path }) => !/\.test\.tsx?$/.test(path));
const narrow = code.filter(
  ({ path, text }) => path.startsWith('app/features/') && text.includes('inTransactionAbout('),
);

test('a transaction takes the whole lock, unless it is said here whose it is', () => {
  const found = narrow.map(({ path, text }) => {
    const calls = [...text.matchAll(/inTransactionAbout\(\s*([\w.]+),/g)].map(([, whose]) => whose);
    return [path.replace(/^app\/features\/|\.server\.ts$/g, ''), [...new Set(calls)].join(' and ')];
  });
  expect(Object.fromEntries(found)).toEqual(subjects);
});

test('what is about one subject writes only what is one subject’s', () => {
  const others = narrow
    .flatMap(listTableUses)
    .filter(({ kind, table }) => kind === 'write' && !own.test(table))
    .map(({ path, table }) => `${path} writes ${table}`);
  expect(others).toEqual([]);
});

test('no other way into a transaction is used', () => {
  const others = code.filter(
    ({ path, text }) => path !== 'app/db/client.server.ts' && /\$transaction\b/.test(text),
  );
  expect(others.map(({ path }) => path)).toEqual([]);
});
