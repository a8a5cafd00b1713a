import { isScored } from '#app/features/curriculum/items/scoring-rules.ts';
import type { IsHeldBack } from './hold-rules.ts';
import { toLeastMinutes } from './least-time-rules.ts';
import { moduleNumberOf, toNumber } from './position-rules.ts';
import type {
  PublishedCourse,
  PublishedLesson,
  PublishedModule,
  PublishedQuiz,
} from './published-schema.ts';
import { itemsPerAttempt } from './quiz-rules.ts';
import type { Revision } from './revision-bodies.server.ts';
import type { CourseBody, LessonBody, QuizBody } from './schema.ts';

/** A row of the published tree. */
export type TreeRow = {
  contentId: string;
  kind: string;
  courseId: string;
  moduleId: string | null;
  position: number;
  revisionId: string;
};

/** Ids of what a reader must answer or play to the end before a lesson counts, in reading order. */
function requiredParts({ blocks }: Pick<LessonBody, 'blocks'>): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'check') return block.required ? [block.item.id] : [];
    return block.type === 'scenario' && block.required ? [block.scenario.id] : [];
  });
}

function toLesson(
  { contentId, position, revisionId }: TreeRow,
  body: LessonBody,
  leastTime: number | null,
): PublishedLesson {
  const { title, summary, edition, minutes, practiceMinutes } = body.frontmatter;
  return {
    id: contentId,
    number: toNumber(position),
    title,
    summary,
    edition,
    minutes,
    practiceMinutes,
    leastMinutes: toLeastMinutes(minutes, leastTime),
    revisionId,
    requiredChecks: requiredParts(body),
    blockCount: body.blocks.length,
  };
}

/** A quiz as it may be asked now: without what is about lessons held back. Null when nothing is left of it. */
function toQuiz(
  { contentId, revisionId }: TreeRow,
  body: QuizBody,
  heldObjectives: ReadonlySet<string>,
): PublishedQuiz | null {
  const { title, summary, id, edition, change, releaseAt, ...policy } = body.frontmatter;
  const isHeld = ({ objective }: QuizBody['items'][number]) =>
    objective !== null && heldObjectives.has(objective);
  const pool = body.items.filter((item) => !isHeld(item));
  if (!pool.some(isScored) && body.items.some(isScored)) return null;
  return {
    id: contentId,
    title,
    summary,
    revisionId,
    policy,
    itemCount: itemsPerAttempt(policy, pool),
    poolSize: pool.length,
    unasked: body.items.filter(isHeld).map((item) => item.id),
  };
}

function toModules(
  rows: readonly TreeRow[],
  revisions: ReadonlyMap<string, Revision>,
  { leastTime }: Pick<CourseBody['frontmatter'], 'leastTime'>,
  isHeldBack: IsHeldBack,
): PublishedModule[] {
  const heldObjectives = new Set<string>();
  const openObjectives = new Set<string>();
  const modules: PublishedModule[] = [];
  for (const { contentId: id, position, revisionId } of rows) {
    const revision = revisions.get(revisionId);
    if (revision?.kind !== 'module') continue;
    const { title, summary, requiresQuiz } = revision.body.frontmatter;
    modules.push({
      id,
      number: moduleNumberOf(position),
      title,
      summary,
      html: revision.body.html,
      revisionId,
      requiresQuiz,
      lessons: [],
      heldBack: [],
      quiz: null,
      practical: null,
    });
  }
  for (const row of rows) {
    const module = modules.find(({ id }) => id === row.moduleId);
    const revision = revisions.get(row.revisionId);
    if (module === undefined || revision === undefined) continue;
    if (revision.kind === 'lesson') {
      const lesson = toLesson(row, revision.body, leastTime);
      const { openRules, frontmatter } = revision.body;
      if (isHeldBack(lesson.id, openRules)) {
        module.heldBack.push({ ...lesson, openRules });
        for (const { id } of frontmatter.objectives) heldObjectives.add(id);
      } else {
        module.lessons.push(lesson);
        for (const { id } of frontmatter.objectives) openObjectives.add(id);
      }
    }
    if (revision.kind === 'practical') {
      const { title, summary, minutes } = revision.body.frontmatter;
      const { contentId: id, revisionId } = row;
      module.practical = { id, title, summary, minutes, revisionId };
    }
  }
  for (const id of openObjectives) heldObjectives.delete(id);
  // A quiz may ask about lessons of other modules too, so all of them are known first.
  for (const row of rows) {
    const module = modules.find(({ id }) => id === row.moduleId);
    const revision = revisions.get(row.revisionId);
    if (module === undefined || revision?.kind !== 'quiz') continue;
    module.quiz = toQuiz(row, revision.body, heldObjectives);
    // Nobody can pass what asks nothing, so no lesson waits for it.
    if (module.quiz === null) module.requiresQuiz = false;
  }
  return modules;
}

/**
 * The published courses as a tree. What stands in nothing that can be read is left out.
 * @param rows in order of courses and of positions in them
 */
export function toTree(
  rows: readonly TreeRow[],
  revisions: ReadonlyMap<string, Revision>,
  isHeldBack: IsHeldBack,
): PublishedCourse[] {
  return rows.flatMap((row): PublishedCourse[] => {
    const revision = revisions.get(row.revisionId);
    if (row.kind !== 'course' || revision?.kind !== 'course') return [];
    const { frontmatter, html } = revision.body;
    const own = rows.filter(({ courseId }) => courseId === row.contentId);
    const modules = toModules(own, revisions, frontmatter, isHeldBack);
    const lessons = modules.flatMap((module) => module.lessons);
    return [
      {
        id: row.contentId,
        title: frontmatter.title,
        summary: frontmatter.summary,
        html,
        revisionId: row.revisionId,
        minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
        failedAttempts: frontmatter.failedAttempts,
        rereadOn: frontmatter.rereadOn,
        modules,
        surveys: own.flatMap(({ contentId: id, revisionId }) => {
          const survey = revisions.get(revisionId);
          if (survey?.kind !== 'survey') return [];
          const { title, summary, minutes } = survey.body.frontmatter;
          return [{ id, title, summary, minutes, revisionId }];
        }),
      },
    ];
  });
}
