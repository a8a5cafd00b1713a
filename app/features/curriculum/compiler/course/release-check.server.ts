import { env } from '#app/env.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { releaseInstant } from '#app/time/instants.server.ts';
import { type CompiledCourse, createReports, placeOfKey } from './course-reports.server.ts';

/** Checks that every `releaseAt` is a time that the academy's clock shows. */
export function checkReleases(courses: readonly CompiledCourse[]): ContentProblem[] {
  const reports = createReports();
  for (const { file } of courses.flatMap(({ files }) => files)) {
    const releaseAt = file.head.frontmatter?.releaseAt;
    if (releaseAt === undefined) continue;
    const { next } = releaseInstant(releaseAt, env.TIME_ZONE);
    if (next === null) continue;
    reports
      .of(file)
      .error(
        'release-time',
        placeOfKey(file, 'releaseAt'),
        `clocks in ${env.TIME_ZONE} go forward past ${releaseAt}, so that time does not exist; the next that does is \`releaseAt: ${next}\`.`,
      );
  }
  return reports.problems();
}
