import { paths } from '#app/paths.ts';
import { LessonStandingPanel } from './lesson-end.tsx';
import { LessonPager, type Neighbour } from './lesson-pager.tsx';
import type { LessonView } from './lesson-queries.server.ts';
import { References, TermList } from './references.tsx';

/** What follows the text of a lesson: what completes it, the lessons before and after, its sources and words. */
export function LessonFoot({ view }: { view: LessonView }) {
  const { course, previous, next, references, terms } = view;
  return (
    <>
      <LessonStandingPanel view={view} />
      <LessonPager
        previous={toNeighbour('Previous', course.id, previous)}
        next={toNeighbour('Next', course.id, next)}
      />
      <References references={references} />
      <TermList terms={terms} />
    </>
  );
}

function toNeighbour(
  direction: string,
  course: string,
  lesson: LessonView['next'],
): Neighbour | undefined {
  if (!lesson) return undefined;
  return {
    label: `${direction}: lesson ${lesson.number}`,
    title: lesson.title,
    href: paths.lesson(course, lesson.id),
  };
}
