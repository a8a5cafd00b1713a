import type { Actor } from '#app/auth/permissions.ts';
import { readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { getLesson, getLessonKey } from '#app/features/curriculum/courses/queries.server.ts';
import type { Block, LessonBody } from '#app/features/curriculum/courses/schema.ts';
import type { AnswerKey, Item } from '#app/features/curriculum/items/schema.ts';
import { getOpenAssignment } from '#app/features/people/cohorts/assignment-queries.server.ts';
import { dueState } from '#app/features/people/cohorts/rules.ts';
import { listNewerEditions } from '#app/features/records/completions/edition-queries.server.ts';
import { judgeLesson, toLessonState } from '#app/features/records/completions/rules.ts';
import { checkValueSchema } from '#app/features/records/completions/schema.ts';
import { hasPassedQuiz } from '#app/features/records/gradings/counting-queries.server.ts';
import { type CheckAnswerView, toCheckAnswer } from './check-rules.ts';
import { findHeadings, leastReadingSeconds } from './place-rules.ts';
import { withSideNotes } from './side-note-rules.ts';

/** One lesson as its cadet sees it. */

type StandingRow = {
  revisionId: string | null;
  block: number | null;
  lastBlock: number | null;
  reachedEnd: boolean | number | null;
  activeSeconds: number | null;
  lastViewedAt: Date | string | null;
  completedAt: Date | string | null;
  completedRevision: string | null;
  voidReason: string | null;
  passed: boolean | number;
};

async function findStanding(userId: string, lessonId: string, quizId: string | null) {
  const rows = await readRows<StandingRow[]>(sql`
    SELECT p."revisionId", p."block", p."lastBlock", p."reachedEnd", p."activeSeconds",
      p."lastViewedAt", k."completedAt", k."revisionId" AS "completedRevision",
      (SELECT v."voidReason" FROM "Completion" v WHERE v."userId" = u."id"
        AND v."lessonId" = ${lessonId} AND v."voidedAt" IS NOT NULL
        ORDER BY v."voidedAt" DESC, v."sequence" DESC LIMIT 1) AS "voidReason",
      ${quizId === null ? sql`1 = 0` : hasPassedQuiz(userId, quizId)} AS "passed"
    FROM "User" u
      LEFT JOIN "LessonProgress" p ON p."userId" = u."id" AND p."lessonId" = ${lessonId}
      LEFT JOIN "Completion" k ON k."userId" = u."id" AND k."lessonId" = ${lessonId}
        AND k."voidedAt" IS NULL
    WHERE u."id" = ${userId}
    ORDER BY k."completedAt" DESC`);
  return rows[0];
}

type AnswerRow = {
  kind: 'check' | 'reflect';
  id: string;
  text: string;
  tries: number;
  at: Date | string;
};

function listAnswers(userId: string, lessonId: string): Promise<AnswerRow[]> {
  return readRows<AnswerRow[]>(sql`
    SELECT 'check' AS "kind", c."checkId" AS "id", c."valueJson" AS "text", c."tries",
      c."answeredAt" AS "at"
    FROM "CheckAnswer" c WHERE c."userId" = ${userId} AND c."lessonId" = ${lessonId}
    UNION ALL
    SELECT 'reflect', r."reflectId", r."body", 0, r."updatedAt"
    FROM "Reflection" r WHERE r."userId" = ${userId} AND r."lessonId" = ${lessonId}`);
}

/**
 * A block of the lesson with what the cadet left in it. Options not chosen carry no feedback; of a scenario only its
 * name is here, what is played of it comes from the scenarios.
 */
export type BlockView =
  | { type: 'html'; html: string }
  | { type: 'check'; required: boolean; item: Item; answer: CheckAnswerView | null }
  | { type: 'reflect'; id: string; promptHtml: string; body: string; savedAt: Date | null }
  | {
      type: 'scenario';
      required: boolean;
      played: boolean;
      scenario: { id: string; title: string };
    };

function toAnswer(item: Item, key: AnswerKey, { text, tries }: AnswerRow): CheckAnswerView {
  const value = checkValueSchema.parse(JSON.parse(text));
  return toCheckAnswer(item, key[item.id], { value, tries });
}

function toBlockView(block: Block, key: AnswerKey, answers: Map<string, AnswerRow>): BlockView {
  if (block.type === 'html') return block;
  if (block.type === 'check') {
    const { required, item } = block;
    const row = answers.get(`check ${item.id}`);
    return { type: 'check', required, item, answer: row ? toAnswer(item, key, row) : null };
  }
  if (block.type === 'scenario') {
    const { id, title } = block.scenario;
    const played = answers.has(`check ${id}`);
    return { type: 'scenario', required: block.required, played, scenario: { id, title } };
  }
  const row = answers.get(`reflect ${block.id}`);
  const savedAt = row ? toDate(row.at) : null;
  return { ...block, body: row?.text ?? '', savedAt };
}

async function loadBlocks(userId: string, lessonId: string, revisionId: string, body: LessonBody) {
  const blocks = withSideNotes(body);
  if (blocks.every((block) => block.type === 'html')) {
    return { blocks: blocks.map((block) => toBlockView(block, {}, new Map())), rows: [] };
  }
  const [key, rows] = await Promise.all([getLessonKey(revisionId), listAnswers(userId, lessonId)]);
  const answers = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  return { blocks: blocks.map((block) => toBlockView(block, key, answers)), rows };
}

/** A lesson as its cadet sees it: published content, own answers and notes, how it stands, what is still open. */
export type LessonView = Omit<Awaited<ReturnType<typeof getLessonView>>, 'owner'> & {
  /** Whose reading it is; null: nobody's, nothing of it is kept. */
  owner: string | null;
};

/**
 * The lesson page of the actor. Three statements at most, besides the session's.
 * @throws 404 Response when there is no such lesson, or its course is not assigned to the actor and open.
 */
export async function getLessonView(actor: Actor, courseId: string, lessonId: string, now: Date) {
  const place = await getLesson(courseId, lessonId);
  const { course, module, lesson, body } = place;
  const quizId = module.requiresQuiz ? (module.quiz?.id ?? null) : null;
  const [assignment, row, { blocks, rows }] = await Promise.all([
    getOpenAssignment(actor, courseId, now),
    findStanding(actor.id, lessonId, quizId),
    loadBlocks(actor.id, lessonId, lesson.revisionId, body),
  ]);
  const standing = {
    done: row?.completedAt != null,
    viewed: row?.lastViewedAt != null,
    reachedEnd: Boolean(row?.reachedEnd),
    block: row?.block ?? 0,
    lastBlock: Math.min(row?.lastBlock ?? 0, Math.max(0, lesson.blockCount - 1)),
    activeSeconds: row?.activeSeconds ?? 0,
    lastViewedAt: row?.lastViewedAt ? toDate(row.lastViewedAt).getTime() : 0,
  };
  const [newer = null] = standing.done
    ? await listNewerEditions([actor.id], [{ lesson, rereadOn: course.rereadOn }])
    : [];
  const answeredChecks = new Set(rows.flatMap(({ kind, id }) => (kind === 'check' ? [id] : [])));
  const verdict = judgeLesson(module, lesson, { ...standing, answeredChecks }, () =>
    Boolean(row?.passed),
  );
  return {
    owner: actor.id,
    course: { id: course.id, title: course.title },
    module: {
      id: module.id,
      number: module.number,
      title: module.title,
      quiz: module.quiz && { title: module.quiz.title, itemCount: module.quiz.itemCount },
    },
    lesson,
    frontmatter: body.frontmatter,
    blocks,
    outline: body.outline,
    /** Where its headings are: see `findHeadings`. */
    headings: findHeadings(body),
    references: body.references,
    terms: body.terms,
    leastSeconds: leastReadingSeconds(body.words),
    previous: place.previous,
    next: place.next,
    assignment,
    state: toLessonState(standing, dueState(assignment, now)),
    standing,
    verdict,
    /** The revision the cadet had open last; null before the first visit. */
    viewedRevision: row?.revisionId ?? null,
    completion: row?.completedAt
      ? {
          at: toDate(row.completedAt),
          changedSince: row.completedRevision !== lesson.revisionId,
          newer: newer && { change: newer.change, again: newer.again, from: newer.from },
        }
      : null,
    voidReason: row?.voidReason ?? null,
  };
}
