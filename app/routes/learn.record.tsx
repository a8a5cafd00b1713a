import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireUser } from '#app/auth/guards.server.ts';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import { shortEdition } from '#app/features/curriculum/courses/words.ts';
import { getTrainingRecord } from '#app/features/records/training-record/queries.server.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatDate, formatTime, formatZone } from '#app/words/dates.ts';
import {
  countOf,
  formatMinutes,
  formatPercent,
  formatSeconds,
  noPoints,
} from '#app/words/numbers.ts';

export const handle = { access: 'signed-in' } satisfies RouteHandle;

export const meta = () => [{ title: 'Training record · Rapport' }];

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireUser(args);
  return { name: actor.name, ...(await getTrainingRecord(actor, new Date())) };
}

type LoaderData = ReturnType<typeof useLoaderData<typeof loader>>;

export default function RecordPage() {
  const record = useLoaderData<typeof loader>();
  const { completions, attempts, total, timeZone } = record;
  const lessons = countOf(total.lessons, 'lesson');
  return (
    <>
      <PageHeader
        title="Training record"
        lead={`${record.name}: ${lessons} completed, ${formatMinutes(total.minutes)} certified. Times are ${formatZone(timeZone)}.`}
      />
      {completions.length + attempts.length === 0 ? (
        <EmptyState title="Nothing on record yet">
          Lessons appear here once they are complete, quizzes once they are submitted.
        </EmptyState>
      ) : (
        <div className="stack stack-loose">
          <Completions completions={completions} timeZone={timeZone} />
          <Attempts attempts={attempts} timeZone={timeZone} />
        </div>
      )}
    </>
  );
}

function Completions({ completions, timeZone }: Pick<LoaderData, 'completions' | 'timeZone'>) {
  if (completions.length === 0) return null;
  return (
    <Table
      caption="Lessons completed"
      stack
      rows={completions}
      rowKey={(row) => row.id}
      columns={[
        { label: 'Lesson', rowHeader: true, cell: (row) => row.title },
        { label: 'Completed', cell: (row) => formatMoment(row.completedAt, timeZone) },
        { label: 'Revision', cell: (row) => <Revision row={row} /> },
        { label: 'Certified', numeric: true, cell: (row) => formatMinutes(row.minutes) },
        { label: 'Measured', numeric: true, cell: (row) => formatSeconds(row.activeSeconds) },
        {
          label: 'Standing',
          cell: (row) =>
            row.voidedAt ? (
              <StateMark state="failed">{`No longer counts: ${row.voidReason ?? 'voided'}`}</StateMark>
            ) : (
              <StateMark state="done" />
            ),
        },
      ]}
    />
  );
}

function Attempts({ attempts, timeZone }: Pick<LoaderData, 'attempts' | 'timeZone'>) {
  if (attempts.length === 0) return null;
  return (
    <Table
      caption="Quizzes submitted"
      stack
      rows={attempts}
      rowKey={(row) => row.id}
      columns={[
        {
          label: 'Quiz',
          rowHeader: true,
          cell: (row) => <a href={paths.attemptResult(row.id)}>{row.title}</a>,
        },
        { label: 'Attempt', numeric: true, cell: (row) => row.number },
        {
          label: 'Submitted',
          cell: (row) => row.submittedAt && formatMoment(row.submittedAt, timeZone),
        },
        { label: 'Revision', cell: (row) => <Revision row={row} /> },
        {
          label: 'Score',
          numeric: true,
          cell: ({ score, maxPoints }) =>
            maxPoints === 0 ? noPoints : score !== null && formatPercent(score),
        },
        { label: 'Result', cell: (row) => <Outcome row={row} /> },
      ]}
    />
  );
}

// With the year: a record is read years later.
function formatMoment(at: Date, timeZone: string): string {
  return `${formatDate(dayOf(at, timeZone))}, ${formatTime(at, timeZone)}`;
}

function Outcome({ row }: { row: LoaderData['attempts'][number] }) {
  if (row.status === 'voided') return <StateMark state="failed">No longer counts</StateMark>;
  if (row.passed) return <StateMark state="done">Passed</StateMark>;
  return <StateMark state="failed">Not passed</StateMark>;
}

function Revision({ row }: { row: { edition: number; revisionId: string } }) {
  return (
    <span>
      Edition {row.edition}, <code title={row.revisionId}>{shortEdition(row.revisionId)}</code>
    </span>
  );
}
