import type { NewerEdition } from '#app/features/records/completions/newer-edition-rules.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { ChangedLine } from './changed-queries.server.ts';
import { changedWords } from './changed-words.ts';

type ChangedLessonProps = {
  newer: Pick<NewerEdition, 'change' | 'again' | 'from'>;
  course: string;
  lesson: string;
};

/** That a lesson has changed since it was completed, what follows from it, and the way to the difference. */
export function ChangedLesson({ newer, course, lesson }: ChangedLessonProps) {
  const { change, again, from } = newer;
  return (
    <Notice
      kind={again ? 'attention' : 'info'}
      title={`${changedWords[change]} since you completed this lesson`}
    >
      <p>
        {again
          ? `Read this edition to the end as well: your course asks for it. Until then your completion of edition ${from} stands.`
          : `Your completion of edition ${from} stands; nothing more is asked of you.`}{' '}
        <a href={paths.lessonChanges(course, lesson)}>See what changed</a>
      </p>
    </Notice>
  );
}

/** The lessons that have changed since they were completed, over one course or several. */
export function ChangedLessons({ lines }: { lines: readonly ChangedLine[] }) {
  if (lines.length === 0) return null;
  const asked = lines.filter(({ again }) => again);
  return (
    <Notice
      kind={asked.length > 0 ? 'attention' : 'info'}
      title={
        asked.length === lines.length
          ? 'To be read again: changed since you completed it'
          : 'Changed since you completed it'
      }
    >
      <ul>
        {lines.map(({ courseId, id, number, title, change, again }) => (
          <li key={id}>
            <a href={paths.lesson(courseId, id)}>
              {number} {title}
            </a>
            : {changedWords[change].toLowerCase()}
            {again && asked.length < lines.length && ', to be read again'}.{' '}
            <a href={paths.lessonChanges(courseId, id)} aria-label={`What changed in ${title}`}>
              See what changed
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
