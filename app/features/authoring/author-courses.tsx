import type { ReactNode } from 'react';
import { paths } from '#app/paths.ts';
import { type State, StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { type AuthorRow, draftWords, kindNames } from './author-rules.ts';
import type { AuthorCourse, AuthorOverview } from './author-schema.ts';
import { problemWords } from './preview-problems.tsx';
import { toAddress } from './preview-rules.ts';

type AuthorCourseProps = {
  course: AuthorCourse;
  formatInstant: (at: Date) => string;
  /** The day of an instant. */
  formatDay: (at: Date) => string;
  /** A local day for readers. */
  formatDate: (day: string) => string;
  /** What item statistics say of a quiz, by its id. */
  statistics: Readonly<Record<string, ReactNode>>;
};

/** A course as it is on disk, with how each of its files stands to what cadets see. */
export function AuthorCourseView({ course, ...format }: AuthorCourseProps) {
  const { id, title, sections } = course;
  const columns = toColumns(format);
  const filled = sections.filter(({ rows }) => rows.length > 0);
  return (
    <section className="stack author-course" aria-labelledby={`course-${id}`}>
      <h2 id={`course-${id}`}>{title}</h2>
      {filled.length === 0 && <p>Nothing in this course needs your attention.</p>}
      {filled.map((section) => (
        <Table
          key={section.id}
          caption={section.title ?? 'The course itself'}
          columns={columns}
          rows={section.rows}
          rowKey={({ file }) => file}
          stack
        />
      ))}
    </section>
  );
}

/** Things that are published and stand in no file. */
export function GoneList({ gone }: { gone: AuthorOverview['gone'] }) {
  return (
    <ul>
      {gone.map(({ id, kind, title }) => (
        <li key={id}>
          {title} ({kind} <code>{id}</code>)
        </li>
      ))}
    </ul>
  );
}

function toColumns(format: Omit<AuthorCourseProps, 'course'>): Column<AuthorRow>[] {
  const { formatInstant, formatDay, formatDate, statistics } = format;
  return [
    {
      label: 'Title',
      rowHeader: true,
      cell: ({ kind, number, title, file }) => (
        <span>
          <a href={paths.preview(toAddress(file))}>
            {number === null ? title : `${number} ${title}`}
          </a>
          <span className="author-file">
            {number === null && `${kindNames[kind]}, `}
            {file.slice(file.lastIndexOf('/') + 1)}
          </span>
        </span>
      ),
    },
    { label: 'Cadets see', cell: (row) => <Standing row={row} formatInstant={formatInstant} /> },
    { label: 'Problems', cell: (row) => <Problems row={row} /> },
    {
      label: 'In force',
      cell: ({ inForce, edition, changedAt, id }) =>
        inForce && id !== null && changedAt ? (
          <span>
            <a href={paths.contentHistory(id)}>Edition {edition}</a>
            <span className="author-file">since {formatDay(changedAt)}</span>
          </span>
        ) : id === null ? (
          'not known'
        ) : (
          'never yet'
        ),
    },
    { label: 'Review', cell: (row) => <Review row={row} formatDate={formatDate} /> },
    {
      label: 'Statistics',
      cell: ({ id }) => (id !== null && Object.hasOwn(statistics, id) ? statistics[id] : ''),
    },
  ];
}

type StandingProps = { row: AuthorRow } & Pick<AuthorCourseProps, 'formatInstant'>;

function Standing({ row, formatInstant }: StandingProps) {
  const { id, state, inForce, pendingAt, keptBy } = row;
  const known: Record<AuthorRow['state'], { state: State; words: string }> = {
    same: { state: 'done', words: 'this' },
    changed: { state: 'underway', words: 'the revision before this change' },
    new: { state: 'open', words: 'nothing: not published yet' },
    waits: {
      state: 'underway',
      words: `${inForce ? 'the edition before' : 'nothing'} until ${pendingAt ? formatInstant(pendingAt) : 'later'}`,
    },
    draft: {
      state: 'open',
      words: `${inForce ? 'the edition before' : 'nothing'}: ${draftWords(keptBy)}`,
    },
    broken: {
      state: 'failed',
      words: brokenWords(id !== null, inForce),
    },
  };
  const { state: mark, words } = known[state];
  return <StateMark state={mark}>{words}</StateMark>;
}

function brokenWords(hasId: boolean, inForce: boolean): string {
  // Which published thing a file is can only be told by its id.
  if (!hasId) return 'the last good revision, if it was ever published: its id cannot be read';
  return inForce ? 'the last good revision' : 'nothing: it has errors';
}

function Problems({ row: { errors, warnings, file } }: { row: AuthorRow }) {
  if (errors + warnings === 0) return <span className="muted">none</span>;
  const levels = [
    ...Array.from({ length: errors }, () => ({ level: 'error' as const })),
    ...Array.from({ length: warnings }, () => ({ level: 'warning' as const })),
  ];
  return (
    <a href={paths.preview(toAddress(file))}>
      <StateMark state={errors > 0 ? 'failed' : 'overdue'}>{problemWords(levels)}</StateMark>
    </a>
  );
}

type ReviewProps = { row: AuthorRow } & Pick<AuthorCourseProps, 'formatDate'>;

function Review({ row, formatDate }: ReviewProps) {
  const { reviewDue, overdue, unreviewed } = row;
  if (reviewDue === null) return null;
  return (
    <span>
      {overdue ? (
        <StateMark state="overdue">{`was due ${formatDate(reviewDue)}`}</StateMark>
      ) : (
        `due ${formatDate(reviewDue)}`
      )}
      {unreviewed && <span className="author-file">not yet reviewed by practitioners</span>}
    </span>
  );
}
