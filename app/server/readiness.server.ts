import { db } from '#app/db/client.server.ts';
import {
  listContentProblems,
  listCourses,
} from '#app/features/curriculum/courses/queries.server.ts';
import { logger } from '#app/http/logger.server.ts';

/** Whether requests can be served, and in what state database and content are. */
export type Readiness = {
  ready: boolean;
  database: 'usable' | 'unusable';
  /** `last good revisions`: some files have errors; what was published before them is still served. */
  content?: 'current' | 'last good revisions' | 'none';
  contentErrors?: number;
};

/** Asks the database and the published curriculum; never throws. */
export async function checkReadiness(): Promise<Readiness> {
  try {
    await db.$queryRaw`SELECT 1`;
    const [courses, problems] = await Promise.all([listCourses(), listContentProblems()]);
    const contentErrors = problems.filter((problem) => problem.level === 'error').length;
    const content =
      courses.length === 0 ? 'none' : contentErrors > 0 ? 'last good revisions' : 'current';
    return { ready: content !== 'none', database: 'usable', content, contentErrors };
  } catch (error) {
    logger.error({ err: error }, 'not ready');
    return { ready: false, database: 'unusable' };
  }
}
