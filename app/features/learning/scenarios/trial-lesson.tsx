import type { ComponentProps, ReactNode } from 'react';
import { LessonBlocks } from '#app/features/learning/lessons/lesson-blocks.tsx';
import { LessonFoot } from '#app/features/learning/lessons/lesson-foot.tsx';
import { LessonHead } from '#app/features/learning/lessons/lesson-head.tsx';
import type { LessonView } from '#app/features/learning/lessons/lesson-queries.server.ts';
import { LessonRail } from '#app/features/learning/lessons/lesson-rail.tsx';
import type { Crumb } from '#app/ui/breadcrumbs.tsx';
import { LessonLayout } from '#app/ui/reading-layout.tsx';
import { Relinked } from './relinked.tsx';

type TrialLessonProps = Pick<ComponentProps<typeof LessonBlocks>, 'scenario' | 'check'> & {
  view: LessonView;
  /** What the reader is told before the lesson. */
  notice?: ReactNode;
  /** Where the reader comes from, in place of the cadet's list of courses. */
  home: Crumb;
  /** For each address as cadets have it, the reader's own. */
  links: Readonly<Record<string, string>>;
};

/** A lesson as cadets see it, for somebody who leaves no record: nothing of it reports to the server. */
export function TrialLesson({ view, notice, home, links, scenario, check }: TrialLessonProps) {
  const { lesson } = view;
  return (
    <Relinked links={links}>
      <LessonLayout
        place={`${lesson.number} ${lesson.title}`}
        header={
          <>
            {notice}
            <LessonHead view={view} home={home} />
          </>
        }
        outline={<LessonRail view={view} />}
        end={<LessonFoot view={view} />}
      >
        <LessonBlocks view={view} problem={null} scenario={scenario} check={check} />
      </LessonLayout>
    </Relinked>
  );
}
