import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import { paths } from '#app/paths.ts';
import { LessonOutline } from '#app/ui/outline.tsx';
import type { LessonView } from './lesson-queries.server.ts';

type ElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'lesson-reader': ElementProps & {
        /** Where the script reports to, and about which lesson. */
        action: string;
        course: string;
        lesson: string;
        /** Furthest block seen and the one where the reader stopped, 0-based. */
        block: number;
        'last-block': number;
        'reached-end'?: '';
        /** Active seconds on record, and the least in which the text can be read. */
        'active-seconds': number;
        'least-seconds': number;
        /** Id of the part of the page to bring up to date when the server's view of the lesson changes. */
        standing: string;
      };
    }
  }
}

/** The lesson's outline, its rail filled as far as the cadet has read. */
export function LessonRail({ view }: { view: LessonView }) {
  const { course, module, outline, headings, standing } = view;
  const isSeen = (index: number) =>
    standing.reachedEnd || (standing.viewed && (headings[index] ?? 0) <= standing.block);
  return (
    <LessonOutline
      module={{ label: `Module ${module.number}: ${module.title}`, href: paths.course(course.id) }}
      entries={outline}
      isSeen={isSeen}
      read={{ value: outline.filter((_, index) => isSeen(index)).length, max: outline.length }}
    />
  );
}
