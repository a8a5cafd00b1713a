import { drawItems, toMet } from '#app/features/assessment/attempts/draw-rules.ts';
import type {
  PublishedCourse,
  PublishedModule,
} from '#app/features/curriculum/courses/published-schema.ts';
import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey, Item, ItemKey } from '#app/features/curriculum/items/schema.ts';
import { scoreItem, toRightAnswer } from '#app/features/curriculum/items/scoring-rules.ts';
import { splitPair, toPair } from '#app/features/curriculum/items/value-rules.ts';
import { gradeAttempt } from '#app/features/records/gradings/grading-rules.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { toDeadline } from '#app/features/records/gradings/time-rules.ts';
import type { Rows } from './rows.ts';

/** What histories are made from: the published course, and the keys that a simulated cadet half knows. */
export type Curriculum = {
  course: PublishedCourse;
  quizzes: Map<string, { body: QuizBody; key: AnswerKey }>;
  /** The checks of a lesson with their key, by its revision. */
  checks: Map<string, { items: Map<string, Item>; key: AnswerKey }>;
};

/** One simulated cadet. `reach`: lessons worked through; `skill`: chance of a right answer at the first attempt. */
export type Cadet = { userId: string; reach: number; skill: number; startedAt: Date };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function choose(random: () => number, list: readonly string[]): string {
  return list[Math.floor(random() * list.length)] ?? '';
}

/** What a cadet with this chance of being right answers, of the shape that the type takes. */
export function answerItem(
  random: () => number,
  skill: number,
  item: Item,
  key: ItemKey,
): string[] {
  const right = toRightAnswer(item, key);
  if (random() < skill) return right;
  switch (item.type) {
    case 'ordering':
    case 'matching':
      return swapTwo(right);
    case 'numeric':
      return [String(Math.round((key.range?.max ?? 0) * (1.2 + random())) + 1)];
    case 'text':
      // A text that nothing covers would wait for an instructor.
      return random() < 0.9 ? right : ['listening'];
    default: {
      const wrong = item.options.map(({ id }) => id).filter((id) => !right.includes(id));
      return [choose(random, wrong.length > 0 ? wrong : right)];
    }
  }
}

// The places of the first two entries, exchanged.
function swapTwo([first = '', second = '', ...rest]: string[]): string[] {
  const [[one, place], [other, counterpart]] = [splitPair(first), splitPair(second)];
  return [toPair(one, counterpart), toPair(other, place), ...rest];
}

/**
 * Adds one cadet's believable history to `rows`: lessons read at evening pace, checks answered, the quiz of each module
 * taken when its lessons are read (up to its allowed attempts, better each time), completions by the module's rule.
 * Everything ends before `now`; the same random stream gives the same history.
 */
export function addHistory(
  rows: Rows,
  curriculum: Curriculum,
  cadet: Cadet,
  random: () => number,
  now: Date,
): void {
  let at = cadet.startedAt.getTime();
  let left = cadet.reach;
  for (const module of curriculum.course.modules) {
    const read: { lessonId: string; activeSeconds: number }[] = [];
    for (const lesson of module.lessons) {
      if (left <= 0 || at > now.getTime() - hour) return;
      const share = Math.min(1, left);
      left -= 1;
      const whole = share === 1;
      const activeSeconds = Math.round(lesson.minutes * 60 * share * (0.7 + random() * 0.6));
      const endedAt = new Date(at + activeSeconds * 1000);
      const { userId } = cadet;
      const last = whole ? lesson.blockCount - 1 : Math.floor(lesson.blockCount * share);
      rows.progress.push({
        userId,
        lessonId: lesson.id,
        revisionId: lesson.revisionId,
        activeSeconds,
        block: last,
        lastBlock: last,
        reachedEnd: whole,
        lastEndAt: whole ? endedAt : null,
        firstViewedAt: new Date(at),
        lastViewedAt: endedAt,
      });
      const checks = curriculum.checks.get(lesson.revisionId);
      for (const checkId of whole ? lesson.requiredChecks : []) {
        const [item, key] = [checks?.items.get(checkId), checks?.key[checkId]];
        // A scenario has no item: that it was played is all there is to say.
        const value = item && key ? answerItem(random, cadet.skill, item, key) : [];
        const correct = !item || !key || scoreItem(item, key, value).outcome === 'right';
        rows.checkAnswers.push({
          userId,
          lessonId: lesson.id,
          checkId,
          revisionId: lesson.revisionId,
          valueJson: JSON.stringify(value),
          correct,
          tries: 1 + Math.floor(random() * 2),
          answeredAt: endedAt,
        });
      }
      if (whole) read.push({ lessonId: lesson.id, activeSeconds });
      if (whole && !module.requiresQuiz) complete(rows, cadet, module, read.slice(-1), endedAt);
      at = endedAt.getTime() + (random() < 0.6 ? 10 * minute : day * (0.5 + random()));
    }
    if (read.length < module.lessons.length || !module.quiz) continue;
    const passedAt = takeQuiz(rows, curriculum, cadet, module, random, at, now);
    if (passedAt && module.requiresQuiz) complete(rows, cadet, module, read, passedAt);
    if (!passedAt) return;
    at = passedAt.getTime() + day * (0.5 + random());
  }
}

function complete(
  rows: Rows,
  { userId }: Cadet,
  module: PublishedModule,
  read: { lessonId: string; activeSeconds: number }[],
  completedAt: Date,
): void {
  for (const { lessonId, activeSeconds } of read) {
    const lesson = module.lessons.find(({ id }) => id === lessonId);
    if (!lesson) continue;
    rows.completions.push({
      id: `c-${userId}-${lessonId}`,
      userId,
      lessonId,
      revisionId: lesson.revisionId,
      completedAt,
      minutes: lesson.minutes,
      activeSeconds,
      ruleJson: JSON.stringify({
        reachedEnd: true,
        checks: lesson.requiredChecks,
        quiz: module.requiresQuiz ? (module.quiz?.id ?? null) : null,
      }),
    });
  }
}

function takeQuiz(
  rows: Rows,
  curriculum: Curriculum,
  { userId, skill }: Cadet,
  module: PublishedModule,
  random: () => number,
  from: number,
  now: Date,
): Date | null {
  const { quiz } = module;
  const revision = quiz && curriculum.quizzes.get(quiz.revisionId);
  if (!quiz || !revision) return null;
  const { body, key } = revision;
  const { policy } = quiz;
  const earlier: { drawn: string[] | null; items: Item[] }[] = [];
  let at = from;
  for (let number = 1; number <= (policy.attempts ?? 3); number += 1) {
    if (at > now.getTime() - hour) return null;
    const id = `a-${userId}-${quiz.id}-${number}`;
    const seed = Math.floor(random() * 2 ** 31);
    const drawn = drawItems(body.items, policy, seed, toMet(earlier));
    const items = orderItems(body, seed, drawn);
    earlier.push({ drawn, items });
    // With a time limit nobody takes longer than most of it.
    const most = ((policy.timeLimitMinutes ?? 480) * minute * 0.9) / items.length;
    const chosen = new Map<string, string[]>();
    let savedAt = at;
    for (const item of items) {
      const itemKey = key[item.id];
      const known = Math.min(0.98, skill + 0.12 * (number - 1));
      const value = itemKey ? answerItem(random, known, item, itemKey) : [];
      const spentMs = Math.round(Math.min(most, (20 + random() * 60) * 1000));
      savedAt += spentMs;
      chosen.set(item.id, value);
      rows.responses.push({
        attemptId: id,
        itemId: item.id,
        valueJson: JSON.stringify(value),
        spentMs,
        seq: Math.floor((savedAt - at) / 100),
        savedAt: new Date(savedAt),
      });
    }
    const submittedAt = new Date(savedAt + (policy.timeLimitMinutes ? 0 : 30_000));
    const { detail, ...result } = gradeAttempt(items, key, chosen, policy.passMark);
    const { revisionId } = quiz;
    rows.attempts.push({
      id,
      userId,
      quizId: quiz.id,
      revisionId,
      number,
      seed,
      status: 'submitted',
      startedAt: new Date(at),
      submittedAt,
      drawnJson: drawn && JSON.stringify(drawn),
      deadlineAt: toDeadline(policy, new Date(at), null, null),
    });
    rows.gradings.push({
      id: `g-${id}`,
      attemptId: id,
      sequence: 1,
      kind: 'original',
      revisionId,
      ...result,
      detailJson: JSON.stringify(detail),
      gradedAt: submittedAt,
    });
    if (result.passed) return submittedAt;
    at = submittedAt.getTime() + policy.waitHours * hour + day * (0.3 + random());
  }
  return null;
}
