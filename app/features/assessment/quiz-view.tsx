import { formatInstant } from '#app/features/cohorts/rules.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import type { AttemptSummary, QuizOverview } from './queries.server.ts';
import { type Allowance, toPercent } from './rules.ts';

/** A quiz before an attempt: its rules in words, how the cadet stands, and the one button that fits. */
export function QuizView(overview: QuizOverview) {
  const { quiz, module, introHtml, attempts, allowance, unread, course } = overview;
  const { policy, itemCount } = quiz;
  return (
    <div className="stack measure">
      {introHtml && <Html className="prose" html={introHtml} />}
      <DefinitionList
        items={[
          { term: 'Items', detail: `${itemCount}, one point each` },
          {
            term: 'To pass',
            detail: `${policy.passMark}% of the points`,
          },
          { term: 'Attempts', detail: allowanceWords(allowance) },
          {
            term: 'Time',
            detail: 'No limit. Answers are saved as you give them; you can go on later.',
          },
          { term: 'Afterwards', detail: releaseWords(policy) },
          ...(module.requiresQuiz
            ? [
                {
                  term: 'Needed for',
                  detail: 'The lessons of this module count as complete once you pass.',
                },
              ]
            : []),
        ]}
      />
      {allowance.start === 'may-start' && unread.length > 0 && (
        <Notice title="Not finished yet in this module">
          <div className="stack">
            <ul>
              {unread.map((lesson) => (
                <li key={lesson.id}>
                  <a href={paths.lesson(course.id, lesson.id)}>
                    {lesson.number} {lesson.title}
                  </a>
                </li>
              ))}
            </ul>
            <p>You can start the quiz now; it asks about these lessons.</p>
          </div>
        </Notice>
      )}
      <StartPart allowance={allowance} />
      {attempts.length > 0 && <AttemptTable attempts={attempts} timeZone={overview.timeZone} />}
    </div>
  );
}

function StartPart({ allowance: { start, left } }: { allowance: Allowance }) {
  if (start === 'passed') {
    return (
      <Notice kind="done" title="You have passed this quiz">
        Nothing more is asked of you here. Your attempts are below.
      </Notice>
    );
  }
  if (start === 'used-up') {
    return (
      <Notice kind="attention" title="No attempts left">
        You have used every attempt this quiz allows. Talk to your instructor about what comes next.
      </Notice>
    );
  }
  const label = start === 'may-resume' ? 'Go on with your attempt' : 'Start the quiz';
  return (
    <form method="post" className="cluster">
      <HiddenFields values={{ intent: 'start-attempt' }} />
      <Button>{label}</Button>
      {start === 'may-start' && left === 1 && <span>This is your last attempt.</span>}
    </form>
  );
}

/** How many attempts there are and what is left, in words. */
export function allowanceWords({ allowed, left, used, start }: Allowance): string {
  if (allowed === null) return 'As many as you need';
  if (start === 'passed') return `${used} of ${allowed} used`;
  const open = start === 'may-resume' ? ', and one under way' : '';
  if (used === 0) return allowed === 1 ? '1' : `${allowed}`;
  return `${left} of ${allowed} left${open}`;
}

function releaseWords({ feedback, correctOptions }: QuizOverview['quiz']['policy']): string {
  const when = {
    'after-submit': 'once you submit',
    'after-pass': 'once you pass',
    never: null,
  } as const;
  const parts = [
    when[feedback] && `what to learn from your answers ${when[feedback]}`,
    when[correctOptions] && `the right answers ${when[correctOptions]}`,
  ].filter(Boolean);
  return parts.length === 0
    ? 'You see your score at once, but not which answers were right.'
    : `You see your score at once, ${parts.join(', and ')}.`;
}

/** An attempt's outcome as a state and words. */
export function toOutcome(attempt: AttemptSummary): { state: State; words: string } {
  if (attempt.status === 'open') return { state: 'underway', words: 'under way' };
  if (attempt.status === 'voided') return { state: 'open', words: 'voided, does not count' };
  if (attempt.passed === null) return { state: 'open', words: 'not graded yet' };
  return attempt.passed
    ? { state: 'done', words: 'passed' }
    : { state: 'failed', words: 'not passed' };
}

/** Points in words, such as '16 of 20 points (80%)'. */
export function pointsWords({ points, maxPoints, score }: AttemptSummary): string {
  if (points === null || maxPoints === null || score === null) return 'no points yet';
  return `${Math.floor(points * 100 + 1e-6) / 100} of ${maxPoints} points (${toPercent(score)}%)`;
}

function AttemptTable({ attempts, timeZone }: { attempts: AttemptSummary[]; timeZone: string }) {
  return (
    <Table
      caption="Your attempts"
      stack
      rows={attempts}
      rowKey={({ id }) => id}
      columns={[
        { label: 'Attempt', rowHeader: true, cell: (attempt) => <AttemptLink {...attempt} /> },
        { label: 'Started', cell: ({ startedAt }) => formatInstant(startedAt, timeZone) },
        {
          label: 'Submitted',
          cell: ({ submittedAt }) =>
            submittedAt ? formatInstant(submittedAt, timeZone) : 'not yet',
        },
        { label: 'Result', cell: (attempt) => <OutcomeMark attempt={attempt} /> },
        {
          label: 'Points',
          cell: (attempt) => (attempt.score === null ? '' : pointsWords(attempt)),
        },
      ]}
    />
  );
}

function AttemptLink({ id, number, status }: AttemptSummary) {
  const href = status === 'open' ? paths.attempt(id) : paths.attemptResult(id);
  return <a href={href}>Attempt {number}</a>;
}

function OutcomeMark({ attempt }: { attempt: AttemptSummary }) {
  const { state, words } = toOutcome(attempt);
  return <StateMark state={state}>{words}</StateMark>;
}
