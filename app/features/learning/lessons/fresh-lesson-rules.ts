import type {
  PublishedCourse,
  PublishedLesson,
  PublishedModule,
} from '#app/features/curriculum/courses/published-schema.ts';
import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { judgeLesson, untouched } from '#app/features/records/completions/rules.ts';
import { toCheckAnswer, toKeptValue } from './check-rules.ts';
import type { BlockView, LessonView } from './lesson-queries.server.ts';
import { findHeadings, leastReadingSeconds } from './place-rules.ts';
import { withSideNotes } from './side-note-rules.ts';

/** A lesson as somebody sees it who opens it for the first time and leaves no record: its author or teacher. No I/O. */

type FreshLesson = {
  course: PublishedCourse;
  module: PublishedModule;
  lesson: PublishedLesson;
  previous: PublishedLesson | null;
  next: PublishedLesson | null;
  body: LessonBody;
  key: AnswerKey;
  /** Answers given to checks in this very view, by check id. */
  answers: Readonly<Record<string, readonly string[]>>;
  timeZone: string;
};

function toAnswer(item: Item, { key, answers }: FreshLesson) {
  // They come out of an address, where anything can be written.
  const value = Object.hasOwn(answers, item.id) ? answers[item.id] : undefined;
  if (value === undefined) return null;
  return toCheckAnswer(item, key[item.id], { value: toKeptValue(item, value), tries: 1 });
}

function toBlock(block: Block, fresh: FreshLesson): BlockView {
  switch (block.type) {
    case 'html':
      return block;
    case 'check':
      return { ...block, answer: toAnswer(block.item, fresh) };
    case 'reflect':
      return { ...block, body: '', savedAt: null };
    case 'scenario': {
      const { id, title } = block.scenario;
      return { ...block, played: false, scenario: { id, title } };
    }
  }
}

/** What the lesson's page shows on a first visit. */
export function toFreshLessonView(fresh: FreshLesson): LessonView {
  const { course, module, lesson, body, previous, next, timeZone } = fresh;
  const standing = { ...untouched, activeSeconds: 0 };
  return {
    owner: null,
    course: { id: course.id, title: course.title },
    module: {
      id: module.id,
      number: module.number,
      title: module.title,
      quiz: module.quiz && { title: module.quiz.title, itemCount: module.quiz.itemCount },
    },
    lesson,
    frontmatter: body.frontmatter,
    blocks: withSideNotes(body).map((block) => toBlock(block, fresh)),
    outline: body.outline,
    headings: findHeadings(body),
    references: body.references,
    terms: body.terms,
    leastSeconds: leastReadingSeconds(body.words),
    previous,
    next,
    assignment: {
      courseId: course.id,
      cohortName: '',
      opensOn: null,
      dueOn: null,
      isOwn: false,
      timeZone,
    },
    state: 'open',
    standing,
    verdict: judgeLesson(module, lesson, standing, () => false),
    viewedRevision: null,
    completion: null,
    voidReason: null,
  };
}
