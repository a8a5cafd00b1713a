import type { AttemptSummary } from '#app/features/records/gradings/queries.server.ts';
import type { Allowance } from '#app/features/records/gradings/rules.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import { formatMinutes, formatResult } from '#app/words/numbers.ts';
import type { QuizOverview } from './queries.server.ts';
import { toQuizFacts } from './quiz-facts.tsx';
import { refusalWords } from './refusal-rules.ts';

/** A quiz before an attempt: its rules in words, how the cadet stands, and the one button that fits. */
export function QuizView(overview: QuizOverview) {
  const { introHtml, attempts, allowance, unread, course, quiz, timeZone } = overview;
  return (
    <div className="stack measure">
      {introHtml && <Html className="prose" html={introHtml} />}
      <DefinitionList items={toQuizFacts(overview)} />
      {allowance.start === 'may-start' && unread.length > 0 && (
        <Notice title="Not finished yet in this module">
          <div className="stack">
            <LessonLinks course={course.id} lessons={unread} />
            <p>You can start the quiz now; it asks about these lessons.</p>
          </div>
        </Notice>
      )}
      <StartPart overview={overview} />
      {attempts.length > 0 && (
        <AttemptTable attempts={attempts} timeZone={timeZone} passMark={quiz.policy.passMark} />
      )}
    </div>
  );
}

type Lessons = readonly { id: string; number: string; title: string }[];

/** Lessons to go to, by number and title. */
export function LessonLinks({ course, lessons }: { course: string; lessons: Lessons }) {
  return (
    <ul>
      {lessons.map(({ id, number, title }) => (
        <li key={id}>
          <a href={paths.lesson(course, id)}>
            {number} {title}
          </a>
        </li>
      ))}
    </ul>
  );
}

type RefusalNoticeProps = {
  course: string;
  allowance: Allowance;
  /** Lessons to read to the end again first. */
  remediation: Lessons;
  timeZone: string;
};

/** Why no attempt can start now, and what to do; nothing when one can. */
export function RefusalNotice({ course, allowance, remediation, timeZone }: RefusalNoticeProps) {
  const lessons = remediation.map(({ title }) => title);
  const refusal = refusalWords(allowance, { lessons, timeZone, now: new Date() });
  if (!refusal) return null;
  const passed = allowance.start === 'passed';
  return (
    <Notice kind={passed ? 'done' : 'attention'} title={refusal.title}>
      <div className="stack">
        <p>
          {refusal.text}
          {passed && ' Your attempts are below.'}
        </p>
        {remediation.length > 0 && <LessonLinks course={course} lessons={remediation} />}
      </div>
    </Notice>
  );
}

function StartPart({ overview }: { overview: QuizOverview }) {
  const { allowance, course, remediation, timeZone, time } = overview;
  const { start, left } = allowance;
  if (start !== 'may-start' && start !== 'may-resume') {
    return (
      <RefusalNotice
        allowance={allowance}
        remediation={remediation}
        timeZone={timeZone}
        course={course.id}
      />
    );
  }
  const resume = start === 'may-resume';
  return (
    <PostForm className="cluster">
      <HiddenFields values={{ intent: 'start-attempt' }} />
      <Button>{resume ? 'Go on with your attempt' : 'Start the quiz'}</Button>
      {!resume && left === 1 && <span>This is your last attempt.</span>}
      {time?.minutes != null && (
        <span>
          {resume
            ? 'Its time is running.'
            : `Your ${formatMinutes(time.minutes)} begin when you press the button.`}
        </span>
      )}
    </PostForm>
  );
}

/** An attempt's outcome as a state and words. */
export function toOutcome(attempt: AttemptSummary): { state: State; words: string } {
  const { status, passed, pending } = attempt;
  if (status === 'open') return { state: 'underway', words: 'under way' };
  if (status === 'voided') return { state: 'open', words: 'voided, does not count' };
  if (passed === null) return { state: 'open', words: 'not graded yet' };
  if (passed) return { state: 'done', words: 'passed' };
  if (pending > 0) return { state: 'underway', words: 'not passed yet' };
  return { state: 'failed', words: 'not passed' };
}

/** What waits for an instructor, in words; nothing when nothing does. */
export function pendingWords({ pending }: Pick<AttemptSummary, 'pending'>): string | null {
  if (pending === 0) return null;
  return pending === 1
    ? '1 answer waits for your instructor'
    : `${pending} answers wait for your instructor`;
}

/** Points in words, such as '16 of 20 points (80%)'. `passMark`: the percentage they are held against. */
export function pointsWords(
  { points, maxPoints, score }: AttemptSummary,
  passMark: number,
): string {
  if (points === null || maxPoints === null || score === null) return 'no points yet';
  return formatResult(points, maxPoints, score, passMark);
}

type AttemptTableProps = { attempts: AttemptSummary[]; timeZone: string; passMark: number };

function AttemptTable({ attempts, timeZone, passMark }: AttemptTableProps) {
  return (
    <Table
      caption="Your attempts"
      stack
      rows={attempts}
      rowKey={({ id }) => id}
      columns={[
        { label: 'Attempt', rowHeader: true, cell: (attempt) => <AttemptLink {...attempt} /> },
        {
          label: `Started (${formatZone(timeZone)})`,
          cell: ({ startedAt }) => formatInstant(startedAt, timeZone),
        },
        { label: 'Ended', cell: (attempt) => endWords(attempt, timeZone) },
        { label: 'Result', cell: (attempt) => <OutcomeMark attempt={attempt} /> },
        {
          label: 'Points',
          cell: (attempt) =>
            attempt.score === null
              ? ''
              : [pointsWords(attempt, passMark), pendingWords(attempt)].filter(Boolean).join('; '),
        },
      ]}
    />
  );
}

function endWords({ status, submittedAt, voidedAt }: AttemptSummary, timeZone: string): string {
  // One that was open then was not handed in, or not again.
  if (!submittedAt) return voidedAt ? `voided ${formatInstant(voidedAt, timeZone)}` : 'not yet';
  const at = formatInstant(submittedAt, timeZone);
  return status === 'expired' ? `${at}, time ran out` : at;
}

function AttemptLink({ id, number, status }: AttemptSummary) {
  const href = status === 'open' ? paths.attempt(id) : paths.attemptResult(id);
  return <a href={href}>Attempt {number}</a>;
}

function OutcomeMark({ attempt }: { attempt: AttemptSummary }) {
  const { state, words } = toOutcome(attempt);
  return <StateMark state={state}>{words}</StateMark>;
}
