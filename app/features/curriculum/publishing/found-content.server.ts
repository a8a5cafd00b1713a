import { env } from '#app/env.server.ts';
import type { Output } from '#app/features/curriculum/compiler/compile/output.server.ts';
import { revisionIdOf } from '#app/features/curriculum/compiler/compile/revision-id.server.ts';
import {
  type ContentPlaces,
  type LoadedCourse,
  type LoadedItem,
  loadContent,
} from '#app/features/curriculum/compiler/course/content.server.ts';
import { releaseInstant } from '#app/time/instants.server.ts';
import type { FoundContent, FoundCourse, Revision } from './found-content-schema.ts';
import type { Candidate } from './rules.ts';

function toRevision(
  id: string,
  { id: contentId, source }: LoadedItem,
  { kind, body, key }: Output,
): Revision {
  return {
    id,
    kind,
    contentId,
    edition: body.frontmatter.edition,
    change: body.frontmatter.change ?? null,
    title: body.frontmatter.title,
    source,
    bodyJson: JSON.stringify(body),
    keyJson: key === null ? null : JSON.stringify(key),
  };
}

function toCandidates(course: LoadedCourse, revisions: Map<string, Revision>): Candidate[] {
  return course.items.map((item): Candidate => {
    const { kind, id: contentId, moduleId, position, path, output, provisional } = item;
    if (output === null || course.id === null || output.body.frontmatter.draft)
      return { contentId, kind, moduleId, path, row: null, provisional };
    const revision = toRevision(revisionIdOf(contentId, output), item, output);
    revisions.set(revision.id, revision);
    const row = {
      contentId,
      kind,
      courseId: course.id,
      moduleId: kind === 'course' ? null : moduleId,
      position,
      title: revision.title,
      minutes: output.kind === 'lesson' ? output.body.frontmatter.minutes : 0,
      revisionId: revision.id,
    };
    return { contentId, kind, moduleId, path, row, provisional };
  });
}

/** When each file of a course says that it takes force, by content id. */
function toReleases({ items }: LoadedCourse): Map<string, Date> {
  return new Map(
    items.flatMap(({ id, output }): [string, Date][] => {
      const releaseAt = output?.body.frontmatter.releaseAt;
      if (releaseAt === undefined) return [];
      const { at } = releaseInstant(releaseAt, env.TIME_ZONE);
      return at === null ? [] : [[id, at]];
    }),
  );
}

function toFound(course: LoadedCourse): FoundCourse {
  const { id, path, items, retired, complete } = course;
  const revisions = new Map<string, Revision>();
  const candidates = toCandidates(course, revisions);
  const drafts = items.flatMap(({ id: contentId, output }) =>
    output?.body.frontmatter.draft ? [contentId] : [],
  );
  const releases = toReleases(course);
  return { id, path, retired, complete, items: candidates, revisions, releases, drafts };
}

/** Reads all content for a publication (`findContentTask`). */
export async function findContent(places: ContentPlaces): Promise<FoundContent> {
  const { courses, problems, readable } = await loadContent(places);
  return { courses: courses.map(toFound), problems, readable };
}
