import { db } from '#app/db/client.server.ts';

/** Names of the things that events are about, for readers. At most one query a kind of thing. */

type Subject = { subjectType: string; subjectId: string };
type Names = [id: string, name: string][];

const quote = (title: string) => `“${title}”`;
const named = { select: { name: true } } as const;
const titled = { select: { title: true } } as const;

const finders: Record<string, (ids: string[]) => Promise<Names>> = {
  async user(ids) {
    const rows = await db.user.findMany({ where: { id: { in: ids } } });
    return rows.map(({ id, name }) => [id, name]);
  },
  async invitation(ids) {
    const rows = await db.invitation.findMany({ where: { id: { in: ids } } });
    return rows.map(({ id, email }) => [id, email ?? 'whoever has the link']);
  },
  async cohort(ids) {
    const rows = await db.cohort.findMany({ where: { id: { in: ids } } });
    return rows.map(({ id, name }) => [id, quote(name)]);
  },
  async enrollment(ids) {
    const include = { user: named, cohort: named };
    const rows = await db.enrollment.findMany({ where: { id: { in: ids } }, include });
    return rows.map(({ id, user, cohort }) => [id, `${user.name} (cohort ${quote(cohort.name)})`]);
  },
  async assignment(ids) {
    const rows = await db.assignment.findMany({
      where: { id: { in: ids } },
      include: { cohort: named },
    });
    const courses = await findTitles(rows.map(({ courseId }) => courseId));
    return rows.map(({ id, courseId, cohort }) => [
      id,
      `${courses.get(courseId) ?? courseId} for cohort ${quote(cohort.name)}`,
    ]);
  },
  async content(ids) {
    const titles = await findTitles(ids);
    const revisions = await db.contentRevision.findMany({
      where: { id: { in: ids } },
      select: { id: true, title: true },
    });
    return [...titles, ...revisions.map(({ id, title }): [string, string] => [id, quote(title)])];
  },
  async completion(ids) {
    const include = { user: named, revision: titled };
    const rows = await db.completion.findMany({ where: { id: { in: ids } }, include });
    return rows.map(({ id, user, revision }) => [
      id,
      `the lesson ${quote(revision.title)} (record of ${user.name})`,
    ]);
  },
  async attempt(ids) {
    const include = { user: named, revision: titled };
    const rows = await db.attempt.findMany({ where: { id: { in: ids } }, include });
    return rows.map(({ id, number, user, revision }) => [
      id,
      `attempt ${number} of ${user.name} at ${quote(revision.title)}`,
    ]);
  },
};

async function findTitles(contentIds: string[]): Promise<Map<string, string>> {
  const items = await db.contentItem.findMany({
    where: { contentId: { in: contentIds } },
    select: { contentId: true, title: true },
  });
  return new Map(items.map(({ contentId, title }) => [contentId, quote(title)]));
}

/** Names by 'type id'; what has no name (a kind without names, a row that is gone) is left out. */
export async function nameSubjects(subjects: readonly Subject[]): Promise<Map<string, string>> {
  const kinds = new Set(subjects.map(({ subjectType }) => subjectType));
  const found = await Promise.all(
    [...kinds].map(async (kind) => {
      const ids = subjects.filter((one) => one.subjectType === kind).map((one) => one.subjectId);
      const names = (await finders[kind]?.([...new Set(ids)])) ?? [];
      return names.map(([id, name]): [string, string] => [`${kind} ${id}`, name]);
    }),
  );
  return new Map(found.flat());
}
