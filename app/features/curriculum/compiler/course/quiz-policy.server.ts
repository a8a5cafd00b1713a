import type { ItemFact } from '#app/features/curriculum/compiler/compile/facts.server.ts';
import type { ModuleFolder } from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import {
  fileStart,
  type Place,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { findShortage, partName } from '#app/features/curriculum/courses/quiz-rules.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import {
  type CompiledCourse,
  createReports,
  findCompiled,
  lessonIds,
  placeOfKey,
} from './course-reports.server.ts';

/** What the checks of one quiz need: its settings, where each stands, and its questions. */
type Quiz = {
  policy: QuizPolicy;
  at: (...path: (string | number)[]) => Place;
  pool: readonly ItemFact[];
  report: Report;
};

function checkDraw({ policy, at, pool, report }: Quiz): void {
  const { draw, blueprint, unseenFirst } = policy;
  const scored = pool.filter(isScored).length;
  if (draw !== null && blueprint !== null) {
    report.error(
      'quiz-policy',
      at('draw'),
      '`draw` and `blueprint` both say which questions an attempt has; keep one of them.',
    );
  } else if (draw !== null && draw > scored) {
    report.error(
      'quiz-policy',
      at('draw'),
      `\`draw: ${draw}\` asks for more scored questions than there are; this quiz has ${scored}${scored < pool.length ? ', ratings apart, which every attempt has' : ''}. Write more questions, or a smaller number.`,
    );
  }
  if (unseenFirst && draw === null && blueprint === null) {
    report.warning(
      'quiz-policy',
      at('unseenFirst'),
      '`unseenFirst` changes nothing here, since every attempt has every question; add `draw` or a `blueprint`, or take it out.',
    );
  }
}

function checkBlueprint({ policy, at, pool, report }: Quiz): void {
  const lines = policy.blueprint ?? [];
  let sound = true;
  for (const [index, line] of lines.entries()) {
    const [key, name] = partName(line);
    const place = at('blueprint', index);
    const fail = (message: string) => {
      sound = false;
      report.error('quiz-policy', place, message);
    };
    const twin = lines.findIndex((other) => partName(other).join() === partName(line).join());
    if (twin !== index) {
      fail(
        `the ${key} \`${name}\` has two lines in this blueprint; write one with both numbers together.`,
      );
      continue;
    }
    const known = pool
      .filter(isScored)
      .flatMap(({ objective, tags }) => (key === 'tag' ? tags : (objective ?? [])));
    const there = known.filter((each) => each === name).length;
    if (there === 0) {
      fail(
        `no scored question of this quiz has the ${key} \`${name}\`.${didYouMean(name, new Set(known))}`,
      );
    } else if (there < line.items) {
      fail(
        `the blueprint draws ${line.items} questions with the ${key} \`${name}\`, and there ${there === 1 ? 'is one' : `are ${there}`}; write more of them, or a smaller number.`,
      );
    }
  }
  if (!sound || lines.length === 0) return;
  const short = findShortage(lines, pool);
  if (short === null) return;
  const [key, name] = partName(short.line);
  report.error(
    'quiz-policy',
    at('blueprint', short.index),
    `the questions with the ${key} \`${name}\` are also wanted by other lines of this blueprint, and there are too few for all; write more of them, or smaller numbers.`,
  );
}

function checkAttempts({ policy, at, report }: Quiz, module: ModuleFolder): void {
  const { practice, attempts, waitHours, remediation } = policy;
  const { yaml } = module.quiz?.head ?? {};
  if (practice) {
    if (module.module.head.frontmatter?.requiresQuiz === true) {
      report.error(
        'quiz-policy',
        at('practice'),
        'a practice quiz counts for nothing, and `requiresQuiz` in module.mdx wants it passed; take one of the two out.',
      );
    }
    const limits: [string, boolean][] = [
      ['attempts', attempts !== null && yaml?.has(['attempts']) === true],
      ['waitHours', waitHours > 0],
      ['remediation', remediation.length > 0],
    ];
    for (const [key, set] of limits) {
      if (!set) continue;
      report.error(
        'quiz-policy',
        at(key),
        `a practice quiz can be taken at any time and as often as one likes; take \`${key}\` out, or \`practice\`.`,
      );
    }
  } else if (attempts === 1) {
    for (const [key, set] of [
      ['waitHours', waitHours > 0],
      ['remediation', remediation.length > 0],
    ] as const) {
      if (!set) continue;
      report.error(
        'quiz-policy',
        at(key),
        `\`${key}\` is about the time before another attempt, and \`attempts: 1\` allows none; take it out, or allow more attempts.`,
      );
    }
  }
}

function checkRelease({ policy, at, report }: Quiz): void {
  const { correctOptions, feedback, attempts, practice, draw, blueprint, unseenFirst } = policy;
  if (correctOptions !== 'after-submit') return;
  const drawn = draw !== null || blueprint !== null;
  if (!practice && attempts !== 1 && !(drawn && unseenFirst)) {
    report.warning(
      'quiz-policy',
      at('correctOptions'),
      'cadets see the right options as soon as they submit, and may then try the same questions again; write `correctOptions: after-pass`, or draw part of the pool with `unseenFirst: true`.',
    );
  } else if (feedback !== 'after-submit') {
    report.warning(
      'quiz-policy',
      at('correctOptions'),
      `the right options are shown before the feedback that explains them (\`feedback: ${feedback}\`); release both at once.`,
    );
  }
}

function checkRemediation({ policy, at, report }: Quiz, course: CompiledCourse): void {
  const known = lessonIds(course);
  if (known === null) return;
  for (const [index, id] of policy.remediation.entries()) {
    if (known.includes(id)) continue;
    report.error(
      'unknown-lesson',
      at('remediation', index),
      `this course has no lesson \`${id}\` to read again.${didYouMean(id, known)}`,
    );
  }
}

/** Checks the settings of quizzes: that they do not contradict each other, and that the pool can give what they draw. */
export function checkQuizzes(courses: readonly CompiledCourse[]): ContentProblem[] {
  const reports = createReports();
  for (const course of courses) {
    for (const module of course.folder.modules) {
      const { quiz: file } = module;
      if (file?.head.frontmatter == null) continue;
      const report = reports.of(file);
      const compiled = findCompiled(course, file);
      const quiz: Quiz = {
        policy: file.head.frontmatter,
        at: (...path) => placeOfKey(file, ...path),
        pool: compiled?.facts.items ?? [],
        report,
      };
      checkAttempts(quiz, module);
      checkRelease(quiz);
      checkRemediation(quiz, course);
      // With lines left out for syntax errors, the pool is not known.
      const whole = compiled?.problems.every(({ rule }) => rule !== 'mdx-syntax') ?? false;
      if (!whole || quiz.pool.length === 0) continue;
      checkDraw(quiz);
      checkBlueprint(quiz);
      if (!quiz.pool.some(isScored)) {
        report.error(
          'quiz-policy',
          fileStart,
          'every question of this quiz is a rating, which gives no points, so nobody could pass; add questions that are right or wrong.',
        );
      }
    }
  }
  return reports.problems();
}
