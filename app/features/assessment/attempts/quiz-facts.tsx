import type { QuizPolicy } from '#app/features/curriculum/courses/frontmatter-schema.ts';
import { whoSetMark } from '#app/features/curriculum/courses/quiz-rules.ts';
import type { Allowance } from '#app/features/records/gradings/rules.ts';
import { paths } from '#app/paths.ts';
import type { Fact } from '#app/ui/definition-list.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { countOf, formatMinutes } from '#app/words/numbers.ts';
import type { QuizOverview } from './queries.server.ts';

/** The rules of a quiz in plain words, as they hold for the cadet who reads them. */
export function toQuizFacts(overview: QuizOverview): Fact[] {
  const { quiz, module, allowance } = overview;
  const { policy, itemCount, poolSize } = quiz;
  const drawn = itemCount < poolSize;
  return [
    {
      term: 'Questions',
      detail: `${itemCount}${drawn ? `, drawn from ${poolSize}` : ''}; each scored one is worth one point`,
    },
    ...(policy.practice
      ? [{ term: 'Practice', detail: 'Counts for nothing: try as often as you like.' }]
      : [
          { term: 'To pass', detail: `${policy.passMark}% of the points; ${whoSetMark(policy)}` },
          { term: 'Attempts', detail: allowanceWords(allowance) },
        ]),
    ...heldFacts(overview),
    ...doingFacts(policy),
    { term: 'Time', detail: timeWords(overview) },
    ...retakeFacts(overview, drawn),
    { term: 'Afterwards', detail: releaseWords(policy, toDay(overview)) },
    ...(module.requiresQuiz && !policy.practice
      ? [
          {
            term: 'Needed for',
            detail: 'The lessons of this module count as complete once you pass.',
          },
        ]
      : []),
  ];
}

/** What the quiz leaves out because its lesson is held back. */
function heldFacts({ quiz: { unasked } }: QuizOverview): Fact[] {
  if (unasked.length === 0) return [];
  return [
    {
      term: 'Left out for now',
      detail:
        'Questions on lessons that wait for your academy’s rules. A pass without them stays a pass.',
    },
  ];
}

/** What these questions cannot show, and what does. */
function doingFacts({ blueprint }: QuizPolicy): Fact[] {
  const count = (blueprint ?? []).filter(
    (line) => 'objective' in line && line.measuredBy === 'practical',
  ).length;
  if (count === 0) return [];
  return [
    {
      term: 'What it cannot show',
      detail: `${countOf(count, 'objective asks', 'objectives ask')} for doing. Here you choose among lines; the practical shows whether you can say your own.`,
    },
  ];
}

/** The due day's last minute on the assignment's clock, or null without one. */
function toDay({ due, timeZone }: Pick<QuizOverview, 'due' | 'timeZone'>): string | null {
  if (!due) return null;
  return formatZoned(new Date(due.getTime() - 1), timeZone);
}

function timeWords(overview: QuizOverview): string {
  const { time, quiz } = overview;
  const due = quiz.policy.afterDue === 'closed' ? toDay(overview) : null;
  const until = due
    ? ` The quiz closes at ${due}; an attempt under way then is handed in as it stands.`
    : '';
  if (!time) return `No limit. Answers are saved as you give them; you can go on later.${until}`;
  const { limitMinutes, minutes, factor } = time;
  if (minutes === null)
    return `No limit for you: your extra time lifts the ${formatMinutes(limitMinutes)}.${until}`;
  const own =
    factor === null ? '' : ` (${formatMinutes(limitMinutes)} × ${factor}, your extra time)`;
  return `${formatMinutes(minutes)}${own} from the moment you start, without a pause. At the end, what is saved is handed in by itself.${until}`;
}

function retakeFacts(overview: QuizOverview, drawn: boolean): Fact[] {
  const { policy } = overview.quiz;
  const { courseCap } = overview.allowance;
  const parts = [
    policy.waitHours > 0 && `wait ${formatMinutes(policy.waitHours * 60)}`,
    policy.remediation.length > 0 && 'read again what the quiz names',
  ].filter(Boolean);
  const fresh = policy.unseenFirst
    ? 'A new attempt asks questions that you have not met before, as far as there are any.'
    : 'A new attempt asks none of the questions of the one before, as far as there are others.';
  const before =
    parts.length > 0 && !policy.practice
      ? `After an attempt that is not passed, ${parts.join(' and ')} before the next.`
      : null;
  const again = [before, drawn && fresh].filter(Boolean).join(' ');
  return [
    ...(again ? [{ term: 'Trying again', detail: again }] : []),
    ...(policy.remediation.length > 0 && !policy.practice
      ? [{ term: 'To read again', detail: <RemediationLinks overview={overview} /> }]
      : []),
    ...(courseCap
      ? [
          {
            term: 'In this course',
            detail: `${courseCap.used} of ${courseCap.allowed} failed attempts over all its quizzes; then your instructor decides how to go on.`,
          },
        ]
      : []),
  ];
}

function RemediationLinks({
  overview: { quiz, module, course, remediation },
}: {
  overview: QuizOverview;
}) {
  const known = [...module.lessons, ...remediation];
  const lessons = quiz.policy.remediation.flatMap((id) => known.find((one) => one.id === id) ?? []);
  return (
    <>
      {lessons.map(({ id, number, title }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={paths.lesson(course.id, id)}>
            {number} {title}
          </a>
        </span>
      ))}
    </>
  );
}

/** How many attempts there are and what is left, in words. */
function allowanceWords({ allowed, left, used, start }: Allowance): string {
  if (allowed === null) return 'As many as you need';
  if (start === 'passed') return `${used} of ${allowed} used`;
  const open = start === 'may-resume' ? ', and one under way' : '';
  if (used === 0) return allowed === 1 ? '1' : `${allowed}`;
  return `${left} of ${allowed} left${open}`;
}

/** What is shown when of a finished attempt. `due`: the due date in words, if there is one. */
function releaseWords(
  { feedback, correctOptions, practice }: QuizPolicy,
  due: string | null,
): string {
  const afterDue = due ? `after ${due}` : 'once you pass';
  const when = {
    'after-submit': 'at once',
    'after-pass': 'once you pass',
    'after-due': afterDue,
    never: null,
  } as const;
  const parts = [
    when[feedback] && `what to learn from your answers ${when[feedback]}`,
    when[correctOptions] && `the right answers ${when[correctOptions]}`,
  ].filter(Boolean);
  const score = practice ? 'You see how you did at once' : 'You see your score at once';
  return parts.length === 0
    ? `${score}, but not which answers were right.`
    : `${score}, ${parts.join(', and ')}.`;
}
