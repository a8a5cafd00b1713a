import type { ItemOutcome } from '#app/features/curriculum/items/outcome-schema.ts';
import { ShownAnswer } from '#app/features/curriculum/items/shown-answer.tsx';
import type { ShownParts } from '#app/features/curriculum/items/shown-schema.ts';
import { markOutcome } from '#app/features/curriculum/items/words.ts';
import { paths } from '#app/paths.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant } from '#app/words/dates.ts';
import { countOf, formatPercent, formatResult, noPoints } from '#app/words/numbers.ts';
import type { GradingRecord, QuizRecord } from './cadet-record-queries.server.ts';
import { Revision } from './revision.tsx';

/** A response of an attempt, as the assessment gives it to those who teach. */
type ResponseView = ShownParts & {
  itemId: string;
  number: number;
  promptHtml: string;
  /** Options chosen; empty for the types that `ShownParts` holds. */
  chosen: readonly {
    id: string;
    html: string;
    correct: boolean | null;
    misconception: string | null;
  }[];
  outcome: ItemOutcome | null;
  savedAt: Date | null;
  counted: boolean;
  /** How long the item was in view, in milliseconds, as the browser measured it. */
  spentMs: number | null;
};

/** An attempt with its responses, as the assessment gives it to those who teach. */
export type AttemptView = {
  id: string;
  quizId: string;
  quizTitle: string;
  number: number;
  status: 'open' | 'submitted' | 'expired' | 'voided';
  /** Of an open one: why its cadet cannot go on with it now, and what is kept; null when they can. */
  hold: { why: string; kept: string } | null;
  startedAt: Date;
  submittedAt: Date | null;
  score: number | null;
  passed: boolean | null;
  /** Answers that wait for an instructor. */
  pending: number;
  revisionId: string;
  responses: readonly ResponseView[];
};

type Clock = { timeZone: string; now: Date };

type CadetQuizProps = Clock & {
  quiz: Pick<QuizRecord, 'id' | 'title'> & Partial<QuizRecord>;
  attempts: readonly AttemptView[];
  gradings: ReadonlyMap<string, GradingRecord[]>;
  /** Whether the reader may open its questions, which a link to them needs. */
  mayOpen: boolean;
};

/** A quiz with every attempt of a cadet at it: times, revision, each response, and each time it was graded. */
export function CadetQuiz({ quiz, attempts, gradings, mayOpen, ...clock }: CadetQuizProps) {
  const counting = attempts.filter(({ status }) => status !== 'voided').length;
  const best =
    quiz.best == null
      ? 'none'
      : `${formatPercent(quiz.best, quiz.passMark)}, pass mark ${quiz.passMark}%`;
  return (
    <section id={`quiz-${quiz.id}`} className="stack">
      <h3>
        Quiz: {mayOpen ? <a href={paths.quizQuestions(quiz.id)}>{quiz.title}</a> : quiz.title}
      </h3>
      <DefinitionList
        items={[
          { term: 'State', detail: toState(quiz.state, attempts) },
          { term: 'Best score', detail: best },
          {
            term: 'Attempts',
            detail: quiz.allowed == null ? String(counting) : `${counting} of ${quiz.allowed}`,
          },
        ]}
      />
      {attempts.map((attempt) => (
        <Attempt
          key={attempt.id}
          {...clock}
          attempt={attempt}
          gradings={gradings.get(attempt.id) ?? []}
          passMark={quiz.passMark}
        />
      ))}
    </section>
  );
}

function toState(state: QuizRecord['state'] | undefined, attempts: readonly AttemptView[]) {
  if (!state) return 'retired';
  const held = state === 'underway' && attempts.some(({ hold }) => hold);
  return held ? <StateMark state={state}>on hold</StateMark> : <StateMark state={state} />;
}

type AttemptProps = Clock & {
  attempt: AttemptView;
  gradings: readonly GradingRecord[];
  /** Of the quiz as it is in force; unknown for a retired one. */
  passMark: number | undefined;
};

const statusWords: Record<AttemptView['status'], string> = {
  open: 'open, being answered',
  submitted: 'submitted',
  expired: 'ran out of time',
  voided: 'voided, does not count',
};

function Attempt({ attempt, gradings, timeZone, now, passMark }: AttemptProps) {
  const { number, status, hold, startedAt, submittedAt, score, passed, revisionId } = attempt;
  const { responses, pending } = attempt;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  const figure = gradings.at(-1)?.maxPoints === 0 ? noPoints : formatPercent(score ?? 0, passMark);
  const answered = responses.filter((response) =>
    response.outcome ? response.outcome !== 'unanswered' : isAnswered(response),
  ).length;
  return (
    <details id={`attempt-${attempt.id}`}>
      <summary>
        Attempt {number}: {hold ? `on hold (${hold.why})` : statusWords[status]}
        {score !== null && `, ${figure}, ${passed ? 'passed' : 'not passed'}`}
        {pending > 0 && `, ${countOf(pending, 'answer')} to read`}
      </summary>
      <p>
        <a href={paths.attemptReview(attempt.id)}>Open this attempt</a> to read answers, change
        points, void it or open it again.
      </p>
      <DefinitionList
        items={[
          { term: 'Started', detail: at(startedAt) },
          { term: 'Submitted', detail: submittedAt ? at(submittedAt) : 'not submitted' },
          ...(hold ? [{ term: 'On hold', detail: hold.kept }] : []),
          { term: 'Answered', detail: `${answered} of ${responses.length}` },
          { term: 'Content', detail: <Revision id={revisionId} /> },
          ...gradings.map((grading, index) => ({
            term: `Grading ${grading.sequence}${index === gradings.length - 1 ? ' (counts)' : ''}`,
            detail: <Grading grading={grading} at={at} passMark={passMark} />,
          })),
        ]}
      />
      <Table
        caption={`Responses of attempt ${number}`}
        captionHidden
        columns={responseColumns(at)}
        rows={responses}
        rowKey={({ itemId }) => itemId}
        stack
      />
    </details>
  );
}

type GradingProps = { grading: GradingRecord; at: (instant: Date) => string } & Pick<
  AttemptProps,
  'passMark'
>;

function Grading({ grading, at, passMark }: GradingProps) {
  const { kind, points, maxPoints, score, passed, gradedAt, gradedBy, reason, revisionId } =
    grading;
  const figures = formatResult(points, maxPoints, score, passMark);
  return (
    <>
      {kind}, {figures}, {passed ? 'passed' : 'not passed'}, {at(gradedAt)}
      {gradedBy ? ` by ${gradedBy}` : ' by rule'}
      {reason && (
        <>
          : <bdi>{reason}</bdi>
        </>
      )}
      , key of <Revision id={revisionId} />
    </>
  );
}

function responseColumns(at: (instant: Date) => string): Column<ResponseView>[] {
  const saved = ({ savedAt, counted }: ResponseView) => {
    if (!savedAt) return 'nothing saved';
    // To the second: it shows the order of the answers.
    const time = `${at(savedAt)}:${String(savedAt.getUTCSeconds()).padStart(2, '0')}`;
    return counted ? time : `${time}, too late: not counted`;
  };
  return [
    { label: 'Item', rowHeader: true, cell: ({ number }) => number },
    { label: 'Question', cell: ({ promptHtml }) => <Html html={promptHtml} /> },
    { label: 'Answer', cell: (response) => <Answer response={response} /> },
    {
      label: 'Outcome',
      cell: ({ outcome }) => {
        const mark = outcome && markOutcome(outcome, 'teacher');
        return mark ? <StateMark state={mark.state}>{mark.words}</StateMark> : 'not graded';
      },
    },
    { label: 'Saved', cell: saved },
    { label: 'In view', cell: ({ spentMs }) => spentWords(spentMs) },
  ];
}

const isAnswered = ({ chosen, order, pairs, typed }: ResponseView) =>
  chosen.length > 0 ||
  order?.given.some(({ position }) => position !== null) ||
  pairs.some((pair) => pair.chosen) ||
  Boolean(typed?.text);

function spentWords(spentMs: number | null): string {
  if (spentMs === null) return 'not measured';
  const seconds = Math.round(spentMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function Answer({ response }: { response: ResponseView }) {
  const { chosen } = response;
  if (!isAnswered(response)) return <>–</>;
  return (
    <div>
      {chosen.map(({ id, html, correct, misconception }) => (
        <p key={id}>
          <Html as="span" html={html} />
          {correct === false && ' (not right)'}
          {misconception && (
            <>
              <br />
              May think: {misconception}
            </>
          )}
        </p>
      ))}
      <ShownAnswer {...response} />
    </div>
  );
}
