import { db } from '#app/db/client.server.ts';
import { readRevisions } from './revision-bodies.server.ts';
import { toNumber } from './rules.ts';
import type { PublishedCourse, PublishedLesson, PublishedModule, PublishedQuiz } from './schema.ts';

/** The published tree, held in memory: pages read it, not the database. */
export type Snapshot = { version: string; courses: readonly PublishedCourse[] };

type State = { current: Promise<Snapshot> | null; checkedAt: number };

// The web server and the Remix build are two bundles with a copy of this module each: they share one snapshot.
const shared: typeof globalThis & { rapportCurriculum?: State } = globalThis;
shared.rapportCurriculum ??= { current: null, checkedAt: 0 };
const state = shared.rapportCurriculum;

const checkEvery = 5_000;

/** Drops the snapshot: the next reader waits for a new one. Called after a sync. */
export function forgetSnapshot(): void {
  state.current = null;
}

async function findVersion(): Promise<string> {
  const sync = await db.contentSync.findFirst({
    orderBy: { id: 'desc' },
    select: { id: true, at: true },
  });
  return sync === null ? 'none' : `${sync.id} ${sync.at.toISOString()}`;
}

async function load(): Promise<Snapshot> {
  const version = await findVersion();
  const rows = await db.contentItem.findMany({
    where: { retiredAt: null },
    orderBy: [{ courseId: 'asc' }, { position: 'asc' }],
  });
  const revisions = await readRevisions(rows.map(({ revisionId }) => revisionId));
  const courses: PublishedCourse[] = [];
  for (const row of rows) {
    const revision = revisions.get(row.revisionId);
    if (row.kind !== 'course' || revision?.kind !== 'course') continue;
    const { frontmatter, html } = revision.body;
    courses.push({
      id: row.contentId,
      title: frontmatter.title,
      summary: frontmatter.summary,
      html,
      revisionId: row.revisionId,
      minutes: 0,
      modules: [],
    });
  }
  for (const course of courses) {
    const own = rows.filter((row) => row.courseId === course.id);
    const lessons = new Map<string | null, PublishedLesson[]>();
    const quizzes = new Map<string | null, PublishedQuiz>();
    const modules: PublishedModule[] = [];
    for (const { contentId: id, moduleId, position, revisionId } of own) {
      const revision = revisions.get(revisionId);
      if (revision?.kind === 'lesson') {
        const { frontmatter, blocks } = revision.body;
        const { title, summary, minutes, practiceMinutes } = frontmatter;
        const requiredChecks = blocks.flatMap((block) =>
          block.type === 'check' && block.required ? [block.item.id] : [],
        );
        const number = toNumber(position);
        const lesson = {
          id,
          number,
          title,
          summary,
          minutes,
          practiceMinutes,
          revisionId,
          requiredChecks,
          blockCount: blocks.length,
        };
        lessons.set(moduleId, [...(lessons.get(moduleId) ?? []), lesson]);
      } else if (revision?.kind === 'quiz') {
        const { id: _id, title, summary, edition: _edition, ...policy } = revision.body.frontmatter;
        quizzes.set(moduleId, {
          id,
          title,
          summary,
          revisionId,
          policy,
          itemCount: revision.body.items.length,
        });
      } else if (revision?.kind === 'module') {
        const { title, summary, requiresQuiz } = revision.body.frontmatter;
        const { html } = revision.body;
        const number = Math.floor(position / 1000);
        modules.push({
          id,
          number,
          title,
          summary,
          html,
          revisionId,
          requiresQuiz,
          lessons: [],
          quiz: null,
        });
      }
    }
    for (const module of modules) {
      module.lessons = lessons.get(module.id) ?? [];
      module.quiz = quizzes.get(module.id) ?? null;
    }
    course.modules = modules;
    course.minutes = modules
      .flatMap((module) => module.lessons)
      .reduce((sum, { minutes }) => sum + minutes, 0);
  }
  return { version, courses };
}

function replace(): Promise<Snapshot> {
  const next = load();
  state.current = next;
  state.checkedAt = Date.now();
  next.catch(() => {
    if (state.current === next) state.current = null;
  });
  return next;
}

/** Looks whether another process has synced since. Readers go on with what they have; a failed look changes nothing. */
async function refresh(snapshot: Snapshot): Promise<void> {
  const before = state.current;
  if ((await findVersion()) === snapshot.version) return;
  const next = await load();
  // Unless a sync here has meanwhile called for a newer one.
  if (state.current === before) state.current = Promise.resolve(next);
}

/**
 * The published tree. Looks for a newer sync at most every 5 s, and answers meanwhile with what it has.
 * @throws the database's error if nothing could be loaded yet
 */
export async function readSnapshot(): Promise<Snapshot> {
  const snapshot = await (state.current ?? replace());
  if (Date.now() - state.checkedAt > checkEvery) {
    state.checkedAt = Date.now();
    refresh(snapshot).catch(() => undefined);
  }
  return snapshot;
}
