import { asksAgain, changeWords } from '#app/features/curriculum/courses/edition-rules.ts';
import { shortEdition } from '#app/features/curriculum/courses/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { ContentHistory, HistoryEffect, HistoryRevision } from './edition-queries.server.ts';

type Format = { formatInstant: (at: Date) => string };

const isDisk = ({ id }: HistoryRevision) => id === 'disk';

/** A revision in words, as 'edition 2 (a1b2c3d4)'. */
export function revisionName(revision: HistoryRevision): string {
  return isDisk(revision)
    ? `the file as it is now (edition ${revision.edition})`
    : `edition ${revision.edition} (${shortEdition(revision.id)})`;
}

/** Every revision of a thing, newest first, with when it was in force and a form to choose two of them. */
export function RevisionTable({ history, formatInstant }: { history: ContentHistory } & Format) {
  const { content, revisions, from, to } = history;
  const counted = content.kind === 'lesson' || content.kind === 'quiz';
  const choose = (name: 'from' | 'to', chosen: HistoryRevision | null) => ({
    label: name === 'from' ? 'Compare' : 'With',
    cell: (revision: HistoryRevision) => (
      <label className="diff-choice">
        <input
          type="radio"
          name={name}
          value={revision.id}
          defaultChecked={revision.id === chosen?.id}
        />
        <span className="vh">
          {name === 'from' ? 'Compare' : 'With'} {revisionName(revision)}
        </span>
      </label>
    ),
  });
  const columns: Column<HistoryRevision>[] = [
    {
      label: 'Edition',
      rowHeader: true,
      cell: (revision) => (
        <span>
          {revision.edition}{' '}
          {isDisk(revision) ? (
            <span className="muted">the file as it is now</span>
          ) : (
            <code>{shortEdition(revision.id)}</code>
          )}
        </span>
      ),
    },
    { label: 'Change', cell: ({ change }) => (change === null ? '' : changeWords[change]) },
    {
      label: 'Stands',
      cell: (revision) => <Standing revision={revision} formatInstant={formatInstant} />,
    },
    ...(counted
      ? [
          {
            label: content.kind === 'lesson' ? 'Cadets completed it' : 'Cadets finished an attempt',
            numeric: true,
            cell: ({ records }: HistoryRevision) => records,
          },
        ]
      : []),
    ...(revisions.length > 1 ? [choose('from', from), choose('to', to)] : []),
  ];
  return (
    <form method="get" className="stack">
      <Table
        caption="Revisions, newest first"
        rows={revisions}
        rowKey={({ id }) => id}
        columns={columns}
        stack
      />
      {revisions.length > 1 && (
        <p>
          <Button kind="secondary">Show what changed</Button>
        </p>
      )}
    </form>
  );
}

function Standing({ revision, formatInstant }: { revision: HistoryRevision } & Format) {
  const { current, pendingAt, inForce, at } = revision;
  const since = inForce.at(-1);
  if (current) {
    return (
      <StateMark state="done">{`in force${since ? ` since ${formatInstant(since)}` : ''}`}</StateMark>
    );
  }
  if (pendingAt)
    return <StateMark state="underway">{`takes force ${formatInstant(pendingAt)}`}</StateMark>;
  if (isDisk(revision)) return <StateMark state="open">not published</StateMark>;
  if (since) return `in force from ${formatInstant(since)}`;
  return at ? `stored ${formatInstant(at)}` : '';
}

type EffectProps = { history: ContentHistory; effect: HistoryEffect };

/** Whom a new edition concerns, and what will be asked of them: said before it takes force. */
export function EffectView({ history: { content, to }, effect }: EffectProps) {
  const { change, raised, finished, underWay, cohorts } = effect;
  const lesson = content.kind === 'lesson';
  const again = asksAgain(change);
  const done = lesson ? 'completed' : 'finished an attempt at';
  const people = (count: number) =>
    count === 0 ? 'No cadet has' : countOf(count, 'cadet has', 'cadets have');
  return (
    <div className="stack">
      <p>
        {change === null
          ? 'The edition is not raised: by its author’s word nothing changes that anybody must know.'
          : `Edition ${to?.edition}: ${changeWords[change]}.`}
      </p>
      <ul className="author-list">
        <li>
          {people(finished)} {done} {raised ? 'an older edition' : 'it'}
          {again ? ' and should go through the new one.' : '. Nobody needs to do it again.'}
        </li>
        <li>
          {people(underWay)} {lesson ? 'begun and not completed it' : 'an attempt under way'}
          {underWay === 0
            ? '.'
            : lesson
              ? ': they meet the new text on their next visit, with the answers they gave.'
              : ': it goes on with the edition it began with.'}
        </li>
      </ul>
      {again && finished > 0 && (
        <Notice kind="attention" title="Nobody is asked to do it again by Rapport itself">
          {lesson
            ? 'Completions stay valid as the record of the edition that was read, and the lesson’s page tells those cadets that it was changed since. If they must read it again, tell their instructors; the cohorts are listed here.'
            : 'Results stay valid, graded with the key of the edition that was taken. If an old key was wrong, an instructor regrades it; if people must take the new one, tell their instructors.'}
        </Notice>
      )}
      {cohorts.length > 0 && (
        <Table
          caption="By cohort"
          rows={cohorts}
          rowKey={({ id }) => id}
          columns={[
            { label: 'Cohort', rowHeader: true, cell: ({ name }) => name },
            {
              label: raised ? 'Finished an older edition' : 'Finished it',
              numeric: true,
              cell: ({ finished: count }) => count,
            },
          ]}
        />
      )}
    </div>
  );
}
