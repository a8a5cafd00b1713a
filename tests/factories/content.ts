import { db, newId } from '#app/db/client.server.ts';
import type { ContentItem, ContentRevision } from '#app/db/generated/sqlite/client.ts';
import type { ChangeClass } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { nextNumber } from './sequence.ts';

/** Makes a content revision. The default body is an empty object: a row to point at, not one to render. */
export function createRevision(
  given: {
    kind?: ContentKind;
    contentId?: string;
    title?: string;
    edition?: number;
    change?: ChangeClass;
    body?: unknown;
    key?: unknown;
  } = {},
): Promise<ContentRevision> {
  const { kind = 'lesson', edition = 1, change = null, body = {}, key } = given;
  const contentId = given.contentId ?? `${kind}-${nextNumber(kind)}`;
  return db.contentRevision.create({
    data: {
      id: newId(),
      kind,
      contentId,
      edition,
      change,
      title: given.title ?? `Title of ${contentId}`,
      source: '',
      bodyJson: JSON.stringify(body),
      keyJson: key === undefined ? null : JSON.stringify(key),
    },
  });
}

/** Makes a revision the published one, at the given place of its course (the end, by default). */
export async function publishItem(
  revision: ContentRevision,
  given: { courseId?: string; moduleId?: string; position?: number; minutes?: number } = {},
): Promise<ContentItem> {
  const { contentId, kind, title, id: revisionId } = revision;
  const data = {
    kind,
    title,
    revisionId,
    courseId: given.courseId ?? (kind === 'course' ? contentId : 'course-1'),
    moduleId: given.moduleId ?? null,
    position: given.position ?? nextNumber('position'),
    minutes: given.minutes ?? (kind === 'lesson' ? 10 : 0),
  };
  return db.contentItem.upsert({
    where: { contentId },
    create: { contentId, ...data },
    update: data,
  });
}
