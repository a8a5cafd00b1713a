import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { type CourseCopy, copyCourse } from '#tests/content/fixture-course.ts';
import { syncContent } from './mutations.server.ts';

beforeEach(async () => {
  await db.contentItem.deleteMany();
  await db.contentRevision.deleteMany();
  await db.contentSync.deleteMany();
});

const sync = ({ contentDir, dataDir }: CourseCopy) => syncContent({ contentDir, dataDir });
const rules = (problems: { rule: string }[]) => problems.map(({ rule }) => rule);
const item = (contentId: string) =>
  db.contentItem.findUniqueOrThrow({ where: { contentId }, include: { revision: true } });

describe('practicals and surveys', () => {
  const practical = '01-first-module/practical.mdx';

  test('are published with what their edition says of itself, and their keys apart', async () => {
    const course = copyCourse('parts');
    expect(await sync(course)).toEqual({ changed: 6, problems: [] });
    const rows = await db.contentItem.findMany({ orderBy: { position: 'asc' } });
    expect(rows.map(({ contentId, kind, moduleId }) => [contentId, kind, moduleId])).toEqual([
      ['parts-course', 'course', null],
      ['parts-module', 'module', 'parts-module'],
      ['parts-lesson', 'lesson', 'parts-module'],
      ['parts-practical', 'practical', 'parts-module'],
      ['parts-quiz', 'quiz', 'parts-module'],
      ['parts-survey', 'survey', null],
    ]);
    const [module, survey, lesson] = await Promise.all([
      item('parts-module'),
      item('parts-survey'),
      item('parts-practical'),
    ]);
    expect([module.revision.edition, module.revision.change]).toEqual([2, 'wording']);
    expect([lesson.revision.edition, lesson.revision.change]).toEqual([1, null]);
    expect(lesson.revision.keyJson).toBeNull();
    expect(survey.revision.bodyJson).not.toContain('(R)');
    expect(JSON.parse(survey.revision.keyJson ?? '')['voice-scale'].correct).toHaveLength(1);
    expect(await sync(course)).toEqual({ changed: 0, problems: [] });
  });

  test('that are gone or renamed are retired; ids listed as retired are not used again', async () => {
    const course = copyCourse('parts');
    await sync(course);
    course.edit(practical, 'id: parts-practical', 'id: another-practical');
    course.edit('course.mdx', ' and [the survey](./surveys/attitude.mdx)', '');
    course.remove('surveys');
    expect((await sync(course)).problems).toEqual([]);
    expect((await item('parts-practical')).retiredAt).not.toBeNull();
    expect((await item('another-practical')).retiredAt).toBeNull();
    expect((await item('parts-survey')).retiredAt).not.toBeNull();
    course.edit('course.mdx', 'failedAttempts: 6', 'retired: [another-practical]');
    expect(rules((await sync(course)).problems)).toEqual(['retired-id']);
  });

  test('cannot become something else under their id', async () => {
    const course = copyCourse('parts');
    await sync(course);
    course.remove(practical);
    course.edit('course.mdx', '[the practical](./01-first-module/practical.mdx) and ', '');
    course.edit('surveys/attitude.mdx', 'id: parts-survey', 'id: parts-practical');
    expect(rules((await sync(course)).problems)).toEqual(['changed-kind']);
    expect((await item('parts-practical')).kind).toBe('practical');
  });
});
