import type { ReactNode } from 'react';
import type { FormResult } from '#app/http/forms.server.ts';
import { CadetLessons, type CadetLessonsProps, lessonHeads } from './cadet-lessons.tsx';
import { type AttemptView, CadetQuiz } from './cadet-quiz.tsx';
import type { CourseRecord } from './cadet-record-queries.server.ts';

type CadetRecordProps = {
  record: CourseRecord;
  attempts: readonly AttemptView[];
  timeZone: string;
  now: Date;
  /** Whether the actor may void completions: not their own. */
  mayDecide: boolean;
  /** The form that was refused. */
  lastResult: FormResult;
};

type Module = CourseRecord['modules'][number];

/** Everything that a cadet's standing comes from, as one table; modules that nobody touched are folded. */
export function CadetRecord(props: CadetRecordProps) {
  const { record, attempts, timeZone, now, mayDecide, lastResult } = props;
  const mayOpen = record.takenBackAt === null;
  const lessonProps = {
    timeZone,
    now,
    courseId: record.course.id,
    mayDecide,
    mayOpen,
    lastResult,
  };
  const attemptsAt = (quizId: string) => attempts.filter((attempt) => attempt.quizId === quizId);
  const published = record.modules.map(({ quiz }) => quiz?.id);
  const others = attempts.filter(({ quizId }) => !published.includes(quizId));
  const retired = new Map(others.map(({ quizId, quizTitle }) => [quizId, quizTitle]));
  const quizProps = { gradings: record.gradings, mayOpen, timeZone, now };
  return (
    <section className="table-frame" aria-label="Lessons and quizzes">
      <table className="table table-stack cadet-table">
        <caption className="vh">Lessons and quizzes of {record.course.title}</caption>
        <thead>
          <tr>
            {lessonHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {record.modules.map((module) => (
          <ModuleRows
            key={module.number}
            name={`${module.number}. ${module.title}`}
            words={toModuleWords(module)}
            isOpen={isTouched(module)}
            lessons={module.lessons}
            lessonProps={lessonProps}
          >
            {module.quiz && (
              <CadetQuiz quiz={module.quiz} attempts={attemptsAt(module.quiz.id)} {...quizProps} />
            )}
          </ModuleRows>
        ))}
        {record.heldBack.length > 0 && (
          <ModuleRows
            name="Held back from cadets now"
            words="until their local rules are written; what was completed stands"
            isOpen
            lessons={record.heldBack}
            lessonProps={lessonProps}
          >
            {null}
          </ModuleRows>
        )}
        {(record.retired.length > 0 || retired.size > 0) && (
          <ModuleRows
            name="No longer in the course"
            words=""
            isOpen
            lessons={record.retired}
            lessonProps={lessonProps}
          >
            {retired.size > 0 &&
              [...retired].map(([id, title]) => (
                <CadetQuiz key={id} quiz={{ id, title }} attempts={attemptsAt(id)} {...quizProps} />
              ))}
          </ModuleRows>
        )}
      </table>
    </section>
  );
}

type ModuleRowsProps = {
  name: string;
  words: string;
  isOpen: boolean;
  lessons: CadetLessonsProps['lessons'];
  lessonProps: Omit<CadetLessonsProps, 'lessons'>;
  /** The quiz, in a row of its own. */
  children: ReactNode;
};

/** The rows of one module below its own row, which folds them. */
function ModuleRows({ name, words, isOpen, lessons, lessonProps, children }: ModuleRowsProps) {
  const width = lessonHeads.length;
  return (
    <tbody>
      <tr className="module-row">
        <th colSpan={width} scope="rowgroup">
          <details open={isOpen}>
            <summary>
              {name} <small>{words}</small>
            </summary>
          </details>
        </th>
      </tr>
      <CadetLessons lessons={lessons} {...lessonProps} />
      {children && (
        <tr>
          <td colSpan={width}>{children}</td>
        </tr>
      )}
    </tbody>
  );
}

const isTouched = ({ lessons, quiz }: Module) =>
  lessons.some(({ state, view }) => state === 'done' || view !== null) ||
  (quiz !== null && (quiz.best !== null || quiz.state !== 'open'));

function toModuleWords({ lessons }: Module): string {
  const done = lessons.filter(({ state }) => state === 'done').length;
  return `${done} of ${lessons.length} lessons done`;
}
