import { describe, expect, test } from 'vitest';
import { toNumber } from '#app/features/curriculum/courses/position-rules.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { type Candidate, type CandidateCourse, type Published, planPublishing } from './rules.ts';

function row(
  kind: ContentKind,
  contentId: string,
  position: number,
  revisionId = `${contentId}-1`,
): Published {
  const moduleId = kind === 'course' ? null : 'module-a';
  return {
    contentId,
    kind,
    courseId: 'course-a',
    moduleId,
    position,
    title: contentId,
    minutes: 0,
    revisionId,
    retiredAt: null,
  };
}

function candidate(published: Published, broken = false): Candidate {
  const { retiredAt: _, ...rest } = published;
  const { contentId, moduleId } = published;
  const kind = published.kind as ContentKind;
  return {
    contentId,
    kind,
    moduleId,
    path: `${contentId}.mdx`,
    row: broken ? null : rest,
    provisional: false,
  };
}

const course = row('course', 'course-a', 0);
const module = row('module', 'module-a', 1000);
const first = row('lesson', 'first', 1001);
const second = row('lesson', 'second', 1002);
const quiz = row('quiz', 'quiz-a', 1999);
const practical = row('practical', 'practical-a', 1998);
const survey = { ...row('survey', 'survey-a', 900_000), moduleId: null };
const all = [course, module, first, second, quiz];

function found(items: Candidate[], more: Partial<CandidateCourse> = {}): CandidateCourse[] {
  return [{ id: 'course-a', path: 'courses/a', items, retired: [], complete: true, ...more }];
}

const none = new Set<string>();
const ids = (rows: { contentId: string }[] = []) => rows.map(({ contentId }) => contentId);

describe('what is published', () => {
  test('everything, if nothing is published yet', () => {
    const { plans, refusals } = planPublishing(found(all.map((each) => candidate(each))), [], none);
    expect(plans.map((plan) => [plan.courseId, ids(plan.publish), plan.retire])).toEqual([
      ['course-a', ['course-a', 'module-a', 'first', 'second', 'quiz-a'], []],
    ]);
    expect(refusals).toEqual([]);
  });

  test('nothing, if nothing changed', () => {
    const { plans } = planPublishing(found(all.map((each) => candidate(each))), all, none);
    expect(plans).toEqual([{ courseId: 'course-a', publish: [], retire: [] }]);
  });

  test('what changed, moved, or was retired before', () => {
    const items = [
      candidate(course),
      candidate(module),
      candidate({ ...first, revisionId: 'first-2' }),
      candidate({ ...second, position: 1003 }),
      candidate(quiz),
    ];
    const before = [course, module, first, second, { ...quiz, retiredAt: new Date() }];
    expect(ids(planPublishing(found(items), before, none).plans[0]?.publish)).toEqual([
      'first',
      'second',
      'quiz-a',
    ]);
  });

  test('not a broken file: what was published stays', () => {
    const items = [
      candidate(course),
      candidate(module),
      candidate(first, true),
      candidate(second),
      candidate(quiz),
    ];
    expect(planPublishing(found(items), all, none).plans).toEqual([
      { courseId: 'course-a', publish: [], retire: [] },
    ]);
  });

  test('no lessons of a module or course that was never good', () => {
    const items = [candidate(course), candidate(module, true), candidate(first), candidate(quiz)];
    expect(ids(planPublishing(found(items), [], none).plans[0]?.publish)).toEqual(['course-a']);
    const broken = [candidate(course, true), candidate(module), candidate(first)];
    expect(planPublishing(found(broken), [], none).plans[0]?.publish).toEqual([]);
  });

  test('not an id that was another kind of thing before', () => {
    const { plans, refusals } = planPublishing(
      found([
        candidate(course),
        candidate(module),
        candidate({ ...first, kind: 'quiz' }),
        candidate(second),
        candidate(quiz),
      ]),
      all,
      none,
    );
    expect(plans[0]?.publish).toEqual([]);
    expect(refusals.map(({ rule }) => rule)).toEqual(['changed-kind']);
  });
});

describe('what is retired', () => {
  const without = (gone: Published) =>
    all.filter((each) => each !== gone).map((each) => candidate(each));

  test('what is gone, with records or without', () => {
    expect(ids(planPublishing(found(without(second)), all, none).plans[0]?.retire)).toEqual([
      'second',
    ]);
    expect(
      ids(planPublishing(found(without(second)), all, new Set(['second'])).plans[0]?.retire),
    ).toEqual(['second']);
  });

  test('nothing, while a file of the course is not known by its id', () => {
    const { plans } = planPublishing(found(without(second), { complete: false }), all, none);
    expect(plans[0]?.retire).toEqual([]);
  });

  describe('while anything is wrong', () => {
    const here = (retired: string[]) => found([candidate(course)], { retired });
    const retired = (plans: { retire: { contentId: string }[] }[]) =>
      plans.flatMap(({ retire }) => ids(retire));

    test('nothing, and the author is told what stays and the three ways on', () => {
      const { plans, refusals } = planPublishing(here([]), all, none, true);
      expect(retired(plans)).toEqual([]);
      expect(refusals).toEqual([
        {
          path: 'courses/a/course.mdx',
          rule: 'gone-amid-errors',
          message: expect.stringContaining('`module-a`, `first`, `second`, `quiz-a`'),
        },
      ]);
    });

    test.each([
      ['a lesson alone', ['first'], ['first']],
      ['a module with all in it', ['module-a'], ['module-a', 'first', 'second', 'quiz-a']],
      ['a course with all in it', ['course-a'], ['module-a', 'first', 'second', 'quiz-a']],
    ])('but on the author’s word: %s', (_, word, gone) => {
      expect(retired(planPublishing(here(word), all, none, true).plans)).toEqual(gone);
    });

    test('a course that is gone is told too, and its word stands in another', () => {
      const other = { ...course, contentId: 'course-b', courseId: 'course-b', moduleId: null };
      const beside = found([candidate(other)], { id: 'course-b', path: 'courses/b' });
      const held = planPublishing(beside, [...all, other], none, true);
      expect([retired(held.plans), held.refusals.length]).toEqual([[], 1]);
      const said = found([candidate(other)], { id: 'course-b', retired: ['course-a'] });
      expect(retired(planPublishing(said, [...all, other], none, true).plans)).toEqual(ids(all));
    });
  });

  test('a whole course that is gone, but not while another cannot be read', () => {
    const other = { ...course, contentId: 'course-b', courseId: 'course-b' };
    const here = [
      { id: 'course-b', path: 'courses/b', items: [candidate(other)], retired: [], complete: true },
    ];
    const { plans } = planPublishing(here, [...all, other], none);
    expect(plans.flatMap(({ retire }) => ids(retire)).sort()).toEqual(ids(all).sort());
    const unknown = { id: null, path: 'courses/c', items: [], retired: [], complete: false };
    expect(
      planPublishing([...here, unknown], [...all, other], none).plans.flatMap(
        ({ retire }) => retire,
      ),
    ).toEqual([]);
  });
});

describe('practicals and surveys', () => {
  const items = [...all, practical, survey].map((each) => candidate(each));

  test('are published with their course', () => {
    const { plans } = planPublishing(found(items), all, none);
    expect(ids(plans[0]?.publish)).toEqual(['practical-a', 'survey-a']);
  });

  test('a practical waits for its module, a survey only for its course', () => {
    const waiting = [course, practical, survey].map((each) => candidate(each));
    const broken = [...waiting, candidate(module, true)];
    expect(ids(planPublishing(found(broken), [], none).plans[0]?.publish)).toEqual([
      'course-a',
      'survey-a',
    ]);
    const noCourse = [candidate(course, true), candidate(survey)];
    expect(ids(planPublishing(found(noCourse), [], none).plans[0]?.publish)).toEqual([]);
  });

  test('one with records is kept if another of its kind takes its place', () => {
    const again = { ...survey, contentId: 'survey-b' };
    const { plans, refusals } = planPublishing(
      found([...all, again].map((each) => candidate(each))),
      [...all, survey],
      new Set(['survey-a']),
    );
    expect([ids(plans[0]?.publish), ids(plans[0]?.retire)]).toEqual([[], []]);
    expect(refusals.map(({ rule }) => rule)).toEqual(['renamed-id']);
  });
});

describe('an id that seems to be renamed', () => {
  const renamed = { ...second, contentId: 'second-again' };
  const items = [course, module, first, renamed, quiz].map((each) => candidate(each));

  test('is refused if cadets have records: the old stays, the new waits, both ways out are named', () => {
    const { plans, refusals } = planPublishing(found(items), all, new Set(['second']));
    expect(plans).toEqual([{ courseId: 'course-a', publish: [], retire: [] }]);
    expect(refusals).toEqual([
      { path: 'second-again.mdx', rule: 'renamed-id', message: expect.any(String) },
    ]);
    expect(refusals[0]?.message).toContain('write `id: second` again');
    expect(refusals[0]?.message).toContain('add it to `retired:` in course.mdx');
  });

  test('is refused as well if the new file is broken', () => {
    const broken = [course, module, first, quiz]
      .map((each) => candidate(each))
      .concat(candidate(renamed, true));
    const { plans, refusals } = planPublishing(found(broken), all, new Set(['second']));
    expect(plans[0]?.retire).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  test('goes through without records', () => {
    const { plans, refusals } = planPublishing(found(items), all, none);
    expect([ids(plans[0]?.publish), ids(plans[0]?.retire)]).toEqual([['second-again'], ['second']]);
    expect(refusals).toEqual([]);
  });

  test('goes through once the old one is listed as retired', () => {
    const { plans, refusals } = planPublishing(
      found(items, { retired: ['second'] }),
      all,
      new Set(['second']),
    );
    expect([ids(plans[0]?.publish), ids(plans[0]?.retire)]).toEqual([['second-again'], ['second']]);
    expect(refusals).toEqual([]);
  });

  test('a lesson with records keeps its module when both are renamed', () => {
    const moved = { ...renamed, moduleId: 'module-b' };
    const here = [course, { ...module, contentId: 'module-b', moduleId: 'module-b' }, moved];
    const { plans } = planPublishing(
      found(here.map((each) => candidate(each))),
      all,
      new Set(['second']),
    );
    expect(ids(plans[0]?.retire).sort()).toEqual(['first', 'quiz-a']);
  });

  test('a course with cohorts is not taken away under its lessons', () => {
    const own = { ...course, contentId: 'course-z', courseId: 'course-z' };
    const here = [own, module, first, second, quiz].map((each) =>
      candidate({ ...each, courseId: 'course-z' }),
    );
    const { plans, refusals } = planPublishing(
      [{ id: 'course-z', path: 'courses/z', items: here, retired: [], complete: true }],
      all,
      new Set(['course-a']),
    );
    expect(plans).toEqual([]);
    expect(refusals.map(({ rule }) => rule)).toEqual(['renamed-id']);
  });
});

test('a position is a number for readers', () => {
  expect([toNumber(1001), toNumber(12_010)]).toEqual(['1.1', '12.10']);
});
