import { dueState } from '#app/features/people/cohorts/rules.ts';
import { formatDue } from '#app/features/people/cohorts/words.ts';
import { paths } from '#app/paths.ts';
import type { Crumb } from '#app/ui/breadcrumbs.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { formatDate, formatDay } from '#app/words/dates.ts';
import { formatMinutes } from '#app/words/numbers.ts';
import { ChangedLesson } from './changed-lessons.tsx';
import { LessonHeader } from './lesson-header.tsx';
import type { LessonView } from './lesson-queries.server.ts';
import { blockAnchor } from './place-rules.ts';
import { Reviewers } from './reviewers.tsx';

const cadetHome: Crumb = { label: 'Learn', href: paths.learn() };

/** The head of a lesson, what to know before reading it, and the way back to where the reader stopped. */
export function LessonHead({ view, home = cadetHome }: { view: LessonView; home?: Crumb }) {
  const { course, lesson, frontmatter } = view;
  return (
    <>
      <LessonHeader
        breadcrumbs={[home, { label: course.title, href: paths.course(course.id) }]}
        title={lesson.title}
        summary={lesson.summary}
        facts={toLessonFacts(view)}
        objectives={frontmatter.objectives.map((objective) => objective.text)}
      />
      {view.completion?.newer && (
        <ChangedLesson newer={view.completion.newer} course={course.id} lesson={lesson.id} />
      )}
      {frontmatter.contentNotes.length > 0 && <ContentNotes view={view} />}
      <Reviewers reviewers={frontmatter.reviewers} />
      <Resume view={view} />
    </>
  );
}

function toLessonFacts({ lesson, frontmatter, assignment, completion }: LessonView) {
  const { dueOn } = assignment;
  // The clock matters once the day is near.
  const near = ['soon', 'overdue'].includes(dueState(assignment, new Date()));
  const due = near ? formatDue(assignment)?.replace(/^(was )?due /, '') : dueOn && formatDay(dueOn);
  return [
    { term: 'Lesson', detail: lesson.number },
    { term: 'Online', detail: formatMinutes(lesson.minutes) },
    ...(lesson.practiceMinutes > 0
      ? [{ term: 'Role-play', detail: formatMinutes(lesson.practiceMinutes) }]
      : []),
    { term: 'Last reviewed', detail: formatDate(frontmatter.lastReviewed) },
    { term: 'Edition', detail: String(frontmatter.edition) },
    ...(due && !completion ? [{ term: 'Due', detail: due }] : []),
  ];
}

function ContentNotes({ view }: { view: LessonView }) {
  const { course, frontmatter, next } = view;
  return (
    <Notice kind="attention" title="Before you read">
      <p>{frontmatter.contentNotes.join(' ')}</p>
      <p className="skip-lesson">
        You may leave this lesson for later and talk to your instructor first:{' '}
        {next ? (
          <a href={paths.lesson(course.id, next.id)}>
            go on to {next.number} {next.title}
          </a>
        ) : (
          <a href={paths.course(course.id)}>go back to the course</a>
        )}
        .
      </p>
    </Notice>
  );
}

function Resume({ view }: { view: LessonView }) {
  const { standing, blocks } = view;
  const block = blocks[standing.lastBlock];
  if (!block || standing.lastBlock === 0 || standing.reachedEnd) return null;
  return (
    <p className="resume">
      <ButtonLink id="resume" href={`#${blockAnchor(block, standing.lastBlock)}`}>
        Continue where you stopped
      </ButtonLink>
    </p>
  );
}
