import type { ReactNode } from 'react';
import { outlineId } from './outline.tsx';

type LessonLayoutProps = {
  /** Where the reader is, for the bar on a phone: 'Lesson 1.2: Four habits of fair process'. */
  place: string;
  header: ReactNode;
  /** A `LessonOutline`; beside the text on wide screens, behind the bar's button on narrow ones. */
  outline: ReactNode;
  /** The lesson's blocks in order: `Html`, `CheckCard`, `ReflectCard`. */
  children: ReactNode;
  /** What follows the text: completion, pager, references. */
  end: ReactNode;
};

/** The lesson page. Side notes in the text (`withSideNotes`) stand to its right on wide screens. */
export function LessonLayout({ place, header, outline, children, end }: LessonLayoutProps) {
  return (
    <div className="lesson">
      <div className="reading-bar">
        <p>{place}</p>
        <button type="button" popovertarget={outlineId}>
          Contents
        </button>
      </div>
      {outline}
      <article>
        {header}
        <div className="lesson-body" id="lesson-body">
          {children}
        </div>
        <div className="lesson-end">{end}</div>
      </article>
    </div>
  );
}
