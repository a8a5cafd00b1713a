import { paths } from '#app/paths.ts';
import { lessonStandingId } from './lesson-end.tsx';
import type { LessonView } from './lesson-queries.server.ts';

/** What the script reads that reports how far the lesson is read, and for how long. Shows nothing. */
export function LessonReader({ view }: { view: LessonView }) {
  const { course, lesson, standing } = view;
  return (
    <lesson-reader
      action={paths.lessonProgress()}
      course={course.id}
      lesson={lesson.id}
      block={standing.block}
      last-block={standing.lastBlock}
      reached-end={standing.reachedEnd ? '' : undefined}
      active-seconds={standing.activeSeconds}
      least-seconds={view.leastSeconds}
      standing={lessonStandingId}
      hidden
    />
  );
}
