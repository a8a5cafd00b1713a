import type { PublishedLesson } from '#app/features/curriculum/courses/published-schema.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatMinutes } from '#app/words/numbers.ts';

/** A lesson that is held back from cadets, as their pages list it: to be seen, not to be opened. */
export type HeldLine = Pick<PublishedLesson, 'id' | 'number' | 'title' | 'minutes'>;

/** Its row in the list of a module. */
export function HeldRow({ lesson: { number, title, minutes } }: { lesson: HeldLine }) {
  return (
    <>
      <span>
        <span className="lesson-number">{number}</span>
        <span>{title}</span>
      </span>
      <span className="lesson-minutes">{formatMinutes(minutes)}</span>
      <span className="lesson-state">
        <StateMark state="open">Waits for your academy’s rules</StateMark>
        <small>Does not count until then. Nothing for you to do.</small>
      </span>
    </>
  );
}

/** All of a course in a sentence; nothing where none waits. */
export function HeldLessons({ lessons }: { lessons: readonly HeldLine[] }) {
  if (lessons.length === 0) return null;
  const names = lessons.map(({ number, title }) => `${number} ${title}`).join('; ');
  return (
    <p className="muted measure">
      {lessons.length === 1 ? 'One more lesson waits' : `${lessons.length} more lessons wait`} until
      your academy has written rules that {lessons.length === 1 ? 'it needs' : 'they need'}: {names}
      . No count, hour or due date includes {lessons.length === 1 ? 'it' : 'them'} until then.
    </p>
  );
}
