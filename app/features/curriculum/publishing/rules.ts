import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';

/** Decisions of publishing: what of the content found replaces what is published, and what must not vanish. */

/** One thing as published now. */
export type Published = {
  contentId: string;
  kind: string;
  courseId: string;
  moduleId: string | null;
  position: number;
  title: string;
  minutes: number;
  revisionId: string;
  retiredAt: Date | null;
};

/** What a found item would be published as; `row` null: its file has errors, or is a draft. */
export type Candidate = {
  contentId: string;
  kind: ContentKind;
  moduleId: string | null;
  path: string;
  row: Omit<Published, 'retiredAt'> | null;
  /** Compiled beside a file that cannot be read: good enough to be there at all, not to replace what is. */
  provisional: boolean;
};

/** A course as found. `complete`: all its files are known by id. `retired`: ids withdrawn on purpose. */
export type CandidateCourse = {
  id: string | null;
  path: string;
  items: Candidate[];
  retired: string[];
  complete: boolean;
};

/** Something refused, at a file. */
export type Refusal = { path: string; rule: string; message: string };

/** What to write for one course. */
export type CoursePlan = {
  courseId: string;
  publish: Omit<Published, 'retiredAt'>[];
  retire: Published[];
};

/** Whether two rows are published in the same place with the same words. */
function isSame(row: Omit<Published, 'retiredAt'>, now: Published): boolean {
  return (
    now.retiredAt === null &&
    now.revisionId === row.revisionId &&
    now.courseId === row.courseId &&
    now.moduleId === row.moduleId &&
    now.position === row.position &&
    now.title === row.title &&
    now.minutes === row.minutes
  );
}

function renamed(kind: string, oldId: string, newId: string): string {
  const records = kind === 'course' ? 'cohorts are assigned to' : 'cadets have records of';
  return (
    `the ${kind} \`${newId}\` is new here, and \`${oldId}\`, which ${records}, is gone. ` +
    `If it is the same ${kind}, write \`id: ${oldId}\` again: an id stays for ever, only the title may change. ` +
    `If \`${oldId}\` is withdrawn on purpose, add it to \`retired:\` in course.mdx. ` +
    `Until then \`${oldId}\` stays published and \`${newId}\` does not.`
  );
}

const mostNamed = 10;

function stillPublished(gone: readonly Published[]): string {
  const named = gone.slice(0, mostNamed).map(({ contentId }) => `\`${contentId}\``);
  const more = gone.length - named.length;
  const list = more > 0 ? [...named, `${more} more`].join(', ') : named.join(', ');
  return (
    `published here and gone: ${list}. There are errors in the content too, so a folder may be missing by mistake, and ` +
    'all of it stays published. Put the files back; or mend the errors; or, if they are withdrawn on purpose, add their ' +
    'ids (that of a module or course stands for all in it) to `retired:` in a course.mdx.'
  );
}

/** What is published and not found any more, in courses that were read well enough to say so. */
export function findVanished(
  found: readonly CandidateCourse[],
  published: readonly Published[],
): Published[] {
  const present = new Set(found.flatMap(({ items }) => items.map(({ contentId }) => contentId)));
  const whole = new Set(found.filter(({ complete }) => complete).map(({ id }) => id));
  const allKnown = found.length > 0 && found.every(({ id }) => id !== null);
  const here = new Set(found.map(({ id }) => id));
  return published.filter(
    ({ contentId, courseId, retiredAt }) =>
      retiredAt === null &&
      !present.has(contentId) &&
      (here.has(courseId) ? whole.has(courseId) : allKnown),
  );
}

/**
 * Decides what to publish, course by course. A thing with records behind it is never taken away just because its id was
 * changed: if a new id of the same kind appears beside it, both wait for the author's word. While anything is wrong,
 * nothing is taken away without that word (`retired:`).
 * @param recorded ids with records of cadets (courses: assignments)
 * @param faulty whether the content has errors
 */
export function planPublishing(
  found: readonly CandidateCourse[],
  published: readonly Published[],
  recorded: ReadonlySet<string>,
  faulty = false,
): { plans: CoursePlan[]; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const known = new Map(published.map((item) => [item.contentId, item]));
  const vanished = findVanished(found, published);
  const withdrawn = new Set(found.flatMap(({ retired }) => retired));
  const kept = new Set<string>();
  const heldBack = new Set<string>();

  for (const gone of vanished) {
    if (!recorded.has(gone.contentId) || withdrawn.has(gone.contentId)) continue;
    const rivals = findRivals(gone, found, known);
    for (const { path, contentId } of rivals) {
      heldBack.add(contentId);
      refusals.push({
        path,
        rule: 'renamed-id',
        message: renamed(gone.kind, gone.contentId, contentId),
      });
    }
    // Its module stays too: a lesson is shown nowhere else.
    if (rivals.length > 0) kept.add(gone.contentId).add(gone.moduleId ?? gone.contentId);
  }

  const plans: CoursePlan[] = [];
  for (const course of found) {
    const courseId = course.id;
    if (courseId === null || heldBack.has(courseId)) continue;
    plans.push({
      courseId,
      publish: planCourse(course, courseId, known, heldBack, refusals),
      retire: [],
    });
  }
  const onPurpose = ({ contentId, moduleId, courseId }: Published) =>
    [contentId, moduleId, courseId].some((id) => id !== null && withdrawn.has(id));
  const unsure = new Map<string, Published[]>();
  for (const gone of vanished) {
    if (kept.has(gone.contentId) || kept.has(gone.courseId)) continue;
    if (faulty && !onPurpose(gone)) {
      unsure.set(gone.courseId, [...(unsure.get(gone.courseId) ?? []), gone]);
      continue;
    }
    const plan = plans.find(({ courseId }) => courseId === gone.courseId);
    if (plan !== undefined) plan.retire.push(gone);
    else plans.push({ courseId: gone.courseId, publish: [], retire: [gone] });
  }
  for (const [courseId, gone] of unsure) {
    const path = found.find(({ id }) => id === courseId)?.path ?? '';
    refusals.push({
      path: path === '' ? 'course.mdx' : `${path}/course.mdx`,
      rule: 'gone-amid-errors',
      message: stillPublished(gone),
    });
  }
  return { plans, refusals };
}

/** New things that may be the vanished one under another id: same kind, same place. */
function findRivals(
  gone: Published,
  found: readonly CandidateCourse[],
  known: ReadonlyMap<string, Published>,
): Candidate[] {
  if (gone.kind === 'course') {
    const own = [...known.values()].filter((item) => item.courseId === gone.contentId);
    const ids = new Set(own.map(({ contentId }) => contentId));
    return found
      .filter(({ items }) => items.some(({ contentId }) => ids.has(contentId)))
      .flatMap(({ items }) =>
        items.filter((item) => item.kind === 'course' && !known.has(item.contentId)),
      );
  }
  const course = found.find(({ id }) => id === gone.courseId);
  const modules = new Set(course?.items.map(({ moduleId }) => moduleId));
  return (course?.items ?? []).filter(
    (item) =>
      item.kind === gone.kind &&
      !known.has(item.contentId) &&
      (item.moduleId === gone.moduleId || !modules.has(gone.moduleId)),
  );
}

function planCourse(
  course: CandidateCourse,
  courseId: string,
  known: ReadonlyMap<string, Published>,
  heldBack: ReadonlySet<string>,
  refusals: Refusal[],
): CoursePlan['publish'] {
  // A lesson is shown in its module and a module in its course: what was never published yet cannot hold them.
  const stands = new Set<string>();
  for (const { contentId, row } of course.items) {
    const now = known.get(contentId);
    if (row !== null || (now !== undefined && now.retiredAt === null)) stands.add(contentId);
  }
  const publish: CoursePlan['publish'] = [];
  for (const { contentId, kind, moduleId, path, row, provisional } of course.items) {
    const now = known.get(contentId);
    if (now !== undefined && now.kind !== kind) {
      refusals.push({
        path,
        rule: 'changed-kind',
        message: `\`${contentId}\` was published as a ${now.kind} and cannot become a ${kind}; choose another id.`,
      });
      continue;
    }
    if (row === null || heldBack.has(contentId) || !stands.has(courseId)) continue;
    if (provisional && now !== undefined && now.retiredAt === null) continue;
    const inModule = kind === 'lesson' || kind === 'quiz' || kind === 'practical';
    if (inModule && (moduleId === null || !stands.has(moduleId))) continue;
    if (now === undefined || !isSame(row, now)) publish.push(row);
  }
  return publish;
}
