import {
  isImplausible,
  isTimeInQuestion,
} from '#app/features/records/completions/measured-time-rules.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { formatSeconds } from '#app/words/numbers.ts';
import type {
  CheckRecord,
  CompletionDecision,
  CompletionRecord,
  LessonRecord,
} from './cadet-record-queries.server.ts';
import { AcceptanceBack, CompletionAccept } from './completion-accept.tsx';
import { CompletionVoid } from './completion-void.tsx';
import { Revision } from './revision.tsx';
import { implausibleWords } from './words.ts';

export type CadetLessonsProps = {
  courseId: string;
  lessons: readonly LessonRecord[];
  timeZone: string;
  now: Date;
  /** Whether the reader may void completions. */
  mayDecide: boolean;
  /** Whether the reader may open the lessons, which a link to them needs. */
  mayOpen: boolean;
  /** The form that was refused, if it was one of these. */
  lastResult: FormResult;
};

/** The heads of the table that these rows are of. */
export const lessonHeads = ['Lesson', 'State', 'Last opened', 'Active', 'Completed', 'Details'];

/** The lessons of a module as rows, each with everything that a cadet did in it folded into its last cell. */
export function CadetLessons(props: CadetLessonsProps) {
  const { courseId, lessons, timeZone, now, mayDecide, mayOpen, lastResult } = props;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  return lessons.map((lesson) => {
    const { id, number, title, state, view, completions } = lesson;
    const isSent = completions.some((one) => one.id === lastResult?.initialValue?.completion);
    return (
      <tr key={id}>
        <th scope="row">
          <span id={`lesson-${id}`}>
            {number}{' '}
            {state && mayOpen ? <a href={paths.taughtLesson(courseId, id)}>{title}</a> : title}
          </span>
        </th>
        <td data-label="State">
          <Standing courseId={courseId} lesson={lesson} />
        </td>
        <td data-label="Last opened">{view ? at(view.lastViewedAt) : 'never'}</td>
        <td data-label="Active">{view ? formatSeconds(view.activeSeconds) : '–'}</td>
        <td data-label="Completed">
          <CompletedIn completions={completions} at={at} />
        </td>
        <td data-label="Details">
          {(view || completions.length > 0 || lesson.checks.length > 0) && (
            <details open={isSent}>
              <summary>
                <Checks lesson={lesson} />
                <span className="vh"> in {title}</span>
              </summary>
              <Views lesson={lesson} at={at} />
              <Completions
                completions={completions}
                title={title}
                at={at}
                mayDecide={mayDecide}
                lastResult={lastResult}
              />
            </details>
          )}
        </td>
      </tr>
    );
  });
}

function Standing({ courseId, lesson }: { courseId: string; lesson: LessonRecord }) {
  const { id, number, title, state, reread } = lesson;
  if (!state) return <>{number ? 'held back' : 'retired'}</>;
  return (
    <>
      <StateMark state={state} />
      {reread !== null && (
        <p>
          <strong>To be read again</strong>: edition {reread} was read.{' '}
          <a
            href={paths.taughtChanges(courseId, id, reread)}
            aria-label={`What has changed in ${title}`}
          >
            What has changed
          </a>
        </p>
      )}
    </>
  );
}

type At = (instant: Date) => string;

/** When a lesson was completed: of several completions, the last that stands. */
function CompletedIn({ completions, at }: { completions: readonly CompletionRecord[]; at: At }) {
  const standing = completions.filter(({ voided }) => voided === null);
  const last = standing.at(-1);
  if (!last) return <>{completions.length > 0 ? 'voided' : 'not yet'}</>;
  return (
    <>
      {at(last.completedAt)}, {last.minutes} min
      {isTimeInQuestion({ ...last, accepted: last.accepted !== null }) && (
        <>
          {' '}
          (<strong>hardly any measured</strong>)
        </>
      )}
    </>
  );
}

function Views({ lesson: { view, checks }, at }: { lesson: LessonRecord; at: At }) {
  return (
    <>
      {view && (
        <p>
          First opened {at(view.firstViewedAt)},{' '}
          {view.reachedEnd ? 'read to the end' : 'not read to the end'},{' '}
          <Revision id={view.revisionId} />
        </p>
      )}
      {checks.map((check) => (
        <p key={check.checkId}>
          <CheckLine check={check} at={at} />
        </p>
      ))}
    </>
  );
}

/** How many of a lesson's checks were answered. */
function Checks({ lesson }: { lesson: LessonRecord }) {
  const { requiredChecks, checks } = lesson;
  if (requiredChecks.length === 0 && checks.length === 0) return <>No checks</>;
  const answered = requiredChecks.filter((id) =>
    checks.some(({ checkId }) => checkId === id),
  ).length;
  const text =
    requiredChecks.length > 0
      ? `Checks: ${answered} of ${requiredChecks.length} needed`
      : `Checks: ${checks.length} answered`;
  return (
    <>
      {text}
      {checks.length > 0 && `, ${checks.filter(({ correct }) => correct).length} right`}
    </>
  );
}

function CheckLine({ check, at }: { check: CheckRecord; at: At }) {
  const tries = check.tries === 1 ? 'first try' : `${check.tries} tries`;
  return (
    <>
      {check.checkId}: {check.correct ? 'right' : 'not right'}, {tries}, {at(check.answeredAt)},{' '}
      <Revision id={check.revisionId} />
    </>
  );
}

type CompletionsProps = Pick<CadetLessonsProps, 'mayDecide' | 'lastResult'> & {
  completions: readonly CompletionRecord[];
  title: string;
  at: At;
};

function Completions({ completions, title, at, mayDecide, lastResult }: CompletionsProps) {
  return (
    <div>
      {completions.map(
        ({ id, completedAt, minutes, activeSeconds, revisionId, edition, voided, accepted }) => (
          <div key={id}>
            {at(completedAt)}, {minutes} min certified, {formatSeconds(activeSeconds)} measured
            {isImplausible({ minutes, activeSeconds }) && (
              <>
                {' '}
                (<strong>hardly any</strong>: {implausibleWords})
              </>
            )}
            , edition {edition}, <Revision id={revisionId} />
            {accepted && <Decided word="accepted" decision={accepted} at={at} />}
            {voided && <Decided word="voided" decision={voided} at={at} />}
            {mayDecide && !voided && (
              <>
                {accepted && <AcceptanceBack completionId={id} about={title} />}
                {isTimeInQuestion({ minutes, activeSeconds, accepted: accepted !== null }) && (
                  <CompletionAccept completionId={id} lastResult={lastResult} />
                )}
                <CompletionVoid completionId={id} lastResult={lastResult} />
              </>
            )}
          </div>
        ),
      )}
    </div>
  );
}

function Decided(props: { word: string; decision: CompletionDecision; at: At }) {
  const { word, decision, at } = props;
  return (
    <>
      {' '}
      <strong>{word}</strong> {at(decision.at)}
      {decision.by && ` by ${decision.by}`}
      {decision.reason && (
        <>
          : <bdi>{decision.reason}</bdi>
        </>
      )}
    </>
  );
}
