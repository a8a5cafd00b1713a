import type {
  ContentFile,
  CourseFolder,
} from '#app/features/curriculum/compiler/files/course-folder.server.ts';
import type { Place } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { FileQuality, ItemTrait } from './file.server.ts';
import { placeOfHead } from './objectives.server.ts';
import type { QualityReport } from './report.server.ts';
import {
  countGuesses,
  type GuessCount,
  guessByStyle,
  type Mark,
  type OptionSet,
} from './style-guess.server.ts';

/** Whether the right options of a course can be told by their style alone (P10). */

/** A course with what was read of its files. */
type Read = { folder: CourseFolder; files: readonly { file: ContentFile; quality: FileQuality }[] };

/** A quiz and what the reader found in it. `lines`: where it found the right option for certain. */
type QuizGuess = GuessCount & { quiz: ContentFile; at: Place | null; lines: number[] };

/** What the reader found in a course. `marks`: what gives right options away, the most telling first. */
export type CourseGuess = { quizzes: QuizGuess[]; all: GuessCount; marks: Mark[] };

/** Under this many questions to learn from, in a quiz and in a course, a share is luck. */
const enough = { learnt: 24, asked: 10, inCourse: 30 } as const;

function toSet({ choice }: ItemTrait): OptionSet[] {
  return choice === null ? [] : [{ options: choice.options, key: choice.key }];
}

/**
 * Lets the reader of `style-guess` loose on a course: it learns from the questions and checks of all modules but one, and
 * guesses the questions of that one's quiz. Checks are for learning, as they are for cadets, and not counted.
 * @param traitsOf the questions of a file
 */
export function readStyle(
  folder: CourseFolder,
  traitsOf: (file: ContentFile) => readonly ItemTrait[],
): CourseGuess {
  const itemsOf = (file: ContentFile) => traitsOf(file).filter(({ choice }) => choice !== null);
  const modules = folder.modules.map(({ quiz, lessons }) => ({
    quiz,
    asked: quiz === null ? [] : itemsOf(quiz),
    checks: lessons.flatMap(itemsOf),
  }));
  const groups = modules.map(({ asked, checks }) => [...asked, ...checks].flatMap(toSet));
  const { earned, marks } = guessByStyle(groups);
  const quizzes = modules.flatMap(({ quiz, asked }, index): QuizGuess[] => {
    if (quiz === null) return [];
    const own = (earned[index] ?? []).slice(0, asked.length);
    const found = asked.filter((_, number) => own[number] === 1);
    const [at = null] = found;
    const lines = found.map(({ line }) => line);
    return [{ quiz, at, lines, ...countGuesses(asked.flatMap(toSet), own) }];
  });
  const sum = (of: (each: QuizGuess) => number) =>
    quizzes.reduce((total, each) => total + of(each), 0);
  const all = {
    questions: sum(({ questions }) => questions),
    found: sum(({ found }) => found),
    byChance: sum(({ byChance }) => byChance),
  };
  return { quizzes, all, marks };
}

/**
 * How many right options may be found by style: a fifth more than by lot (40% where a lot finds a third), or two standard
 * errors of a lot, sqrt(Σ p(1 − p)), where that is more, so that a small quiz is not blamed for luck.
 */
export function allowedGuesses({ questions, byChance }: GuessCount): number {
  if (questions === 0) return 0;
  const chance = byChance / questions;
  return Math.max(1.2 * byChance, byChance + 2 * Math.sqrt(questions * chance * (1 - chance)));
}

function percent(part: number, { questions }: GuessCount): string {
  return `${Math.round((100 * part) / questions)}%`;
}

/** The marks of a reader in words: what stands mostly on right options, and what on wrong ones. */
export function nameMarks(marks: readonly Mark[], rightsIn: number): string {
  const lean = ({ right, wrong }: Mark) => right / (right + wrong) > rightsIn;
  const list = (some: readonly Mark[]) =>
    some.map(({ mark, right, wrong }) => `${mark} (${right}:${wrong})`).join(', ');
  const rights = marks.filter(lean).slice(0, 6);
  const wrongs = marks.filter((mark) => !lean(mark)).slice(0, 6);
  return `right options have ${list(rights)}; wrong ones ${list(wrongs)}`;
}

/** Checks that a reader without the lesson finds no more right options than by lot, in each quiz and in the course. */
export function checkStyle(course: Read, of: (file: ContentFile) => QualityReport): void {
  const byFile = new Map(course.files.map(({ file, quality }) => [file, quality.facts.items]));
  const { quizzes, all, marks } = readStyle(course.folder, (file) => byFile.get(file) ?? []);
  const learnt = [...byFile.values()].flat().flatMap(toSet).length;
  const chance = all.byChance / Math.max(1, all.questions);
  for (const each of quizzes) {
    const { quiz, at, lines, questions, found, byChance } = each;
    if (questions < enough.asked || learnt - questions < enough.learnt) continue;
    if (at === null || found <= allowedGuesses(each)) continue;
    of(quiz).found(
      'P10-style-quiz',
      at,
      `who sees the options alone, and knows those of the other modules, finds the right one in ${percent(found, each)} of ${questions} questions (by lot ${percent(byChance, each)}), as on lines ${lines.join(', ')}; give wrong options the tone of right ones: ${nameMarks(marks, chance)}.`,
    );
  }
  if (all.questions < enough.inCourse || all.found <= allowedGuesses(all)) return;
  const { folder } = course;
  of(folder.course).found(
    'P10-style',
    placeOfHead(folder.course, 'id'),
    `who sees the options alone finds the right one in ${percent(all.found, all)} of ${all.questions} questions of this course (by lot ${percent(all.byChance, all)}, at most ${percent(allowedGuesses(all), all)}), so style passes quizzes that knowledge should; ${nameMarks(marks, chance)}.`,
  );
}
