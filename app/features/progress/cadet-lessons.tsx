import {
  isImplausible,
  isTimeInQuestion,
} from '#app/features/records/completions/measured-time-rules.ts';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
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

type CadetLessonsProps = {
  caption: string;
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

/** The lessons of a module, with everything a cadet did in each and the revisions it was done at. */
export function CadetLessons(props: CadetLessonsProps) {
  const { caption, courseId, lessons, timeZone, now, mayDecide, mayOpen, lastResult } = props;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  const columns: Column<LessonRecord>[] = [
    {
      label: 'Lesson',
      rowHeader: true,
      cell: ({ id, number, title, state }) => (
        <span id={`lesson-${id}`}>
          {number}{' '}
          {state && mayOpen ? <a href={paths.taughtLesson(courseId, id)}>{title}</a> : title}
        </span>
      ),
    },
    { label: 'State', cell: (lesson) => <Standing courseId={courseId} lesson={lesson} /> },
    { label: 'First opened', cell: ({ view }) => (view ? at(view.firstViewedAt) : 'never') },
    { label: 'Last opened', cell: ({ view }) => (view ? <LastOpened view={view} at={at} /> : '–') },
    { label: 'Active', cell: ({ view }) => (view ? formatSeconds(view.activeSeconds) : '–') },
    { label: 'Checks', cell: (lesson) => <Checks lesson={lesson} at={at} /> },
    {
      label: 'Completed',
      cell: ({ completions, title }) => (
        <Completions
          completions={completions}
          title={title}
          at={at}
          mayDecide={mayDecide}
          lastResult={lastResult}
        />
      ),
    },
  ];
  return (
    <Table
      caption={caption}
      captionHidden
      columns={columns}
      rows={lessons}
      rowKey={({ id }) => id}
      stack
    />
  );
}

function Standing({ courseId, lesson }: { courseId: string; lesson: LessonRecord }) {
  const { id, title, state, reread } = lesson;
  if (!state) return <>retired</>;
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

function LastOpened({ view, at }: { view: NonNullable<LessonRecord['view']>; at: At }) {
  return (
    <span>
      {at(view.lastViewedAt)}, {view.reachedEnd ? 'read to the end' : 'not read to the end'},{' '}
      <Revision id={view.revisionId} />
    </span>
  );
}

function Checks({ lesson, at }: { lesson: LessonRecord; at: At }) {
  const { requiredChecks, checks } = lesson;
  const answered = requiredChecks.filter((id) =>
    checks.some(({ checkId }) => checkId === id),
  ).length;
  if (requiredChecks.length === 0 && checks.length === 0) return <>none</>;
  const text =
    requiredChecks.length > 0
      ? `${answered} of ${requiredChecks.length} needed`
      : `${checks.length} answered`;
  if (checks.length === 0) return <>{text}</>;
  return (
    <details>
      <summary>
        {text}, {checks.filter(({ correct }) => correct).length} right
      </summary>
      {checks.map((check) => (
        <p key={check.checkId}>
          <CheckLine check={check} at={at} />
        </p>
      ))}
    </details>
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
  if (completions.length === 0) return <>not yet</>;
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
