import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quizPolicySchema } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type {
  PublishedLesson,
  PublishedModule,
} from '#app/features/curriculum/courses/published-schema.ts';
import { noteLimit } from './note-rules.ts';
import {
  applyCompletionRule,
  type CompletionFacts,
  capActiveSeconds,
  type LessonStanding,
  listNextSteps,
  sumMinutes,
  toLessonState,
  toQuizDemand,
  untouched,
} from './rules.ts';
import { completionRuleSchema, lessonFormSchema } from './schema.ts';

const facts = (given: Partial<CompletionFacts> = {}): CompletionFacts => ({
  reachedEnd: true,
  leastMinutes: 0,
  activeSeconds: 0,
  requiredChecks: [],
  answeredChecks: new Set(),
  quiz: null,
  ...given,
});
const openRules = (given: CompletionFacts) =>
  applyCompletionRule(given)
    .lines.filter((line) => !line.met)
    .map((line) => line.rule);

describe('the completion rule', () => {
  it('asks only to reach the end where there is nothing else', () => {
    expect(applyCompletionRule(facts()).met).toBe(true);
    expect(applyCompletionRule(facts()).lines).toHaveLength(1);
    expect(openRules(facts({ reachedEnd: false }))).toEqual(['reached-end']);
  });

  it('asks for every required check, and says how many are left and which is the first', () => {
    const requiredChecks = ['one', 'two', 'three'];
    const some = applyCompletionRule(facts({ requiredChecks, answeredChecks: new Set(['one']) }));
    expect(some.met).toBe(false);
    expect(some.lines[1]).toMatchObject({ text: 'Answer 2 more of the 3 checks.', check: 'two' });
    const all = facts({ requiredChecks, answeredChecks: new Set([...requiredChecks, 'optional']) });
    expect(applyCompletionRule(all)).toMatchObject({ met: true });
    expect(applyCompletionRule(all).lines[1]?.text).toBe('You answered all 3 checks.');
    expect(applyCompletionRule(facts({ requiredChecks: ['one'] })).lines[1]?.text).toBe(
      'Answer the check.',
    );
  });

  it('asks for the least time where the course does, and says how much is missing', () => {
    const some = facts({ leastMinutes: 20, activeSeconds: 500 });
    expect(openRules(some)).toEqual(['time-measured']);
    expect(applyCompletionRule(some).lines[1]?.text).toContain('Spend 12 more minutes');
    const all = applyCompletionRule({ ...some, activeSeconds: 1200 });
    expect(all).toMatchObject({ met: true, rule: { leastMinutes: 20 } });
    expect(applyCompletionRule(facts()).rule).not.toHaveProperty('leastMinutes', 0);
  });

  it('asks for the quiz where the module does', () => {
    const quiz = { id: 'q', title: 'Module quiz', passed: false };
    expect(openRules(facts({ quiz }))).toEqual(['quiz-passed']);
    expect(applyCompletionRule(facts({ quiz: { ...quiz, passed: true } })).met).toBe(true);
    const missing = toQuizDemand({ requiresQuiz: true, quiz: null }, () => true);
    expect(applyCompletionRule(facts({ quiz: missing })).met).toBe(false);
    expect(toQuizDemand({ requiresQuiz: false, quiz: null }, () => true)).toBeNull();
  });

  it('is met exactly when nothing is open, whatever the facts', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    const quiz = fc.option(
      fc.record({ id: fc.constant('q'), title: fc.string(), passed: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.boolean(), ids, ids, quiz, (reachedEnd, requiredChecks, answered, demand) => {
        const given = {
          reachedEnd,
          leastMinutes: 0,
          activeSeconds: 0,
          requiredChecks,
          answeredChecks: new Set(answered),
          quiz: demand,
        };
        const verdict = applyCompletionRule(given);
        const met =
          reachedEnd &&
          requiredChecks.every((id) => answered.includes(id)) &&
          (demand === null || demand.passed);
        expect(verdict.met).toBe(met);
        expect(verdict.met).toBe(openRules(given).length === 0);
        expect(completionRuleSchema.parse(verdict.rule)).toEqual(verdict.rule);
      }),
    );
  });
});

describe('the state of a lesson', () => {
  const viewed = { done: false, viewed: true, reachedEnd: false };

  it('goes from open over under way to done', () => {
    expect(toLessonState(undefined, 'later')).toBe('open');
    expect(toLessonState(viewed, 'soon')).toBe('under-way');
    expect(toLessonState({ ...viewed, reachedEnd: true }, 'none')).toBe('waiting');
    expect(toLessonState({ ...viewed, done: true }, 'none')).toBe('done');
  });

  it('is overdue past the due date, unless done', () => {
    expect(toLessonState(undefined, 'overdue')).toBe('overdue');
    expect(toLessonState(viewed, 'overdue')).toBe('overdue');
    expect(toLessonState({ ...viewed, done: true }, 'overdue')).toBe('done');
  });
});

describe('active time', () => {
  it('counts no more than was claimed, than one report may claim, and than went by', () => {
    expect(capActiveSeconds(20, 21_000)).toBe(20);
    expect(capActiveSeconds(3600, 3_600_000)).toBe(60);
    expect(capActiveSeconds(60, 12_900)).toBe(12);
    expect(capActiveSeconds(60, -5000)).toBe(0);
  });

  it('never adds up to more than the time that went by', () => {
    const beats = fc.array(fc.record({ claimed: fc.nat(1000), wait: fc.nat(100_000) }));
    fc.assert(
      fc.property(beats, (all) => {
        const counted = all.reduce(
          (sum, beat) => sum + capActiveSeconds(beat.claimed, beat.wait),
          0,
        );
        const wall = all.reduce((sum, beat) => sum + beat.wait, 0);
        expect(counted * 1000).toBeLessThanOrEqual(wall);
      }),
    );
  });
});

describe('the next step', () => {
  const lesson = (id: string, requiredChecks: string[] = []): PublishedLesson => ({
    id,
    number: '1.1',
    title: id,
    summary: '',
    minutes: 35,
    edition: 1,
    practiceMinutes: 0,
    leastMinutes: 0,
    revisionId: 'r',
    requiredChecks,
    blockCount: 9,
  });
  const module = (given: Partial<PublishedModule>): PublishedModule => ({
    id: 'm',
    number: 1,
    title: 'm',
    summary: '',
    html: '',
    revisionId: 'r',
    requiresQuiz: false,
    lessons: [],
    heldBack: [],
    quiz: null,
    practical: null,
    ...given,
  });
  const quiz = {
    id: 'q1',
    title: 'Quiz',
    summary: '',
    revisionId: 'r',
    policy: quizPolicySchema.parse({}),
    itemCount: 5,
    poolSize: 5,
    unasked: [],
  };
  const course = {
    modules: [
      module({ id: 'm1', lessons: [lesson('a', ['c1']), lesson('b')], requiresQuiz: true, quiz }),
      module({ id: 'm2', lessons: [lesson('c')] }),
    ],
  };
  const standing = (given: Partial<LessonStanding>) => ({ ...untouched, viewed: true, ...given });
  const all = (standings: Record<string, LessonStanding>, passed = false) =>
    listNextSteps(course, new Map(Object.entries(standings)), () => passed).map((step) =>
      step.kind === 'lesson' ? step.lesson.id : step.quiz.id,
    );
  const next = (standings: Record<string, LessonStanding>, passed = false) => {
    return all(standings, passed)[0] ?? null;
  };

  it('is the first lesson for a newcomer', () => expect(next({})).toBe('a'));

  it('is the lesson opened last among those begun', () => {
    expect(next({ b: standing({ lastViewedAt: 1 }), c: standing({ lastViewedAt: 2 }) })).toBe('c');
  });

  it('is a lesson read to the end only while a check of it is open', () => {
    expect(next({ a: standing({ reachedEnd: true }) })).toBe('a');
    const read = standing({ reachedEnd: true, answeredChecks: new Set(['c1']) });
    expect(next({ a: read })).toBe('b');
  });

  it('is the quiz once only the quiz is left, then the next module, then nothing', () => {
    const a = standing({ reachedEnd: true, answeredChecks: new Set(['c1']) });
    const b = standing({ reachedEnd: true });
    expect(next({ a, b })).toBe('q1');
    const done = standing({ done: true });
    expect(next({ a: done, b: done }, true)).toBe('c');
    expect(next({ a: done, b: done, c: done }, true)).toBeNull();
  });

  it('names what comes after it too, for when it cannot be done now', () => {
    expect(all({})).toEqual(['a', 'b', 'q1', 'c']);
    expect(all({ c: standing({ lastViewedAt: 1 }) })).toEqual(['c', 'a', 'b', 'q1']);
  });
});

describe('sums', () => {
  it('adds up certified minutes', () => {
    const lessons = [
      { id: 'a', minutes: 35 },
      { id: 'b', minutes: 40 },
    ];
    expect(sumMinutes(lessons, (id) => id === 'b')).toEqual({ done: 40, total: 75 });
  });
});

describe('the forms of a lesson', () => {
  it('say by how much a note is too long', () => {
    const form = { intent: 'save-reflection', reflect: 'r', body: 'x'.repeat(noteLimit + 12) };
    const parsed = lessonFormSchema.safeParse(form);
    expect(parsed.error?.issues[0]?.message).toContain('12 characters too long (at most 10,000)');
  });

  it('leave out of an answer what was left empty', () => {
    const form = { intent: 'answer-check', check: 'c', option: ['a=2', '', '  '] };
    expect(lessonFormSchema.parse(form)).toMatchObject({ option: ['a=2'] });
    expect(lessonFormSchema.parse({ ...form, option: undefined })).toMatchObject({ option: [] });
  });
});
