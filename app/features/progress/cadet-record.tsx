import type { Member } from '#app/features/people/cohorts/schema.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { CadetLessons } from './cadet-lessons.tsx';
import { type AttemptView, CadetQuiz } from './cadet-quiz.tsx';
import type { CourseRecord } from './cadet-record-queries.server.ts';
import { CadetSummary } from './cadet-summary.tsx';

type CadetRecordProps = {
  record: CourseRecord;
  attempts: readonly AttemptView[];
  member: Member;
  timeZone: string;
  now: Date;
  /** Whether the actor may void completions: not their own. */
  mayDecide: boolean;
  /** The form that was refused. */
  lastResult: FormResult;
};

/** A cadet's record in a course: where they stand, and everything it comes from. */
export function CadetRecord(props: CadetRecordProps) {
  const { record, attempts, member, timeZone, now, mayDecide, lastResult } = props;
  const clock = { timeZone, now };
  const mayOpen = record.takenBackAt === null;
  const lessonProps = { ...clock, courseId: record.course.id, mayDecide, mayOpen, lastResult };
  const attemptsAt = (quizId: string) => attempts.filter((attempt) => attempt.quizId === quizId);
  const published = record.modules.map(({ quiz }) => quiz?.id);
  const others = attempts.filter(({ quizId }) => !published.includes(quizId));
  const retired = new Map(others.map(({ quizId, quizTitle }) => [quizId, quizTitle]));
  const { gradings } = record;
  return (
    <>
      <CadetSummary record={record} member={member} now={now} />
      {record.modules.map(({ number, title, lessons, quiz }) => (
        <section key={number} className="stack" aria-label={`Module ${number}`}>
          <h2>
            {number}. {title}
          </h2>
          <CadetLessons
            caption={`Lessons of module ${number}`}
            lessons={lessons}
            {...lessonProps}
          />
          {quiz && (
            <CadetQuiz
              attempts={attemptsAt(quiz.id)}
              quiz={quiz}
              gradings={gradings}
              mayOpen={mayOpen}
              {...clock}
            />
          )}
        </section>
      ))}
      {(record.retired.length > 0 || retired.size > 0) && (
        <section className="stack" aria-label="No longer in the course">
          <h2>No longer in the course</h2>
          {record.retired.length > 0 && (
            <CadetLessons caption="Retired lessons" lessons={record.retired} {...lessonProps} />
          )}
          {[...retired].map(([id, title]) => (
            <CadetQuiz
              key={id}
              quiz={{ id, title }}
              attempts={attemptsAt(id)}
              gradings={gradings}
              mayOpen={mayOpen}
              {...clock}
            />
          ))}
        </section>
      )}
    </>
  );
}
