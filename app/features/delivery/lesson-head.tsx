import type { ReactNode } from 'react';
import { formatMinutes } from '#app/words/numbers.ts';
import type { KitLesson, KitModule } from './schema.ts';

/** A reading grade as it is told. */
export const gradeWords = (grade: number) => (Number.isNaN(grade) ? 'unknown' : grade.toFixed(1));

/** Both grades of a lesson, as they are told. */
export const gradesWords = ({ all, own }: { all: number; own: number }) =>
  `${gradeWords(own)}, with dialogue ${gradeWords(all)}`;

type LessonHeadProps = {
  lesson: KitLesson;
  module: KitModule;
  children?: ReactNode;
};

/** The head of a lesson's sheet: what it is, and for how long. */
export function LessonHead({ lesson, module, children }: LessonHeadProps) {
  const { title, minutes, practiceMinutes, edition } = lesson.body.frontmatter;
  return (
    <header>
      <h1>
        {lesson.number} {title}
      </h1>
      <p className="lead">{lesson.body.frontmatter.summary}</p>
      <dl className="facts">
        <div>
          <dt>Module</dt>
          <dd>
            {module.number} {module.body.frontmatter.title}
          </dd>
        </div>
        <div>
          <dt>On screen</dt>
          <dd>{formatMinutes(minutes)}</dd>
        </div>
        <div>
          <dt>Role-play</dt>
          <dd>{practiceMinutes === 0 ? 'none' : formatMinutes(practiceMinutes)}</dd>
        </div>
        <div>
          <dt>Edition</dt>
          <dd>{edition}</dd>
        </div>
        {children}
      </dl>
    </header>
  );
}
