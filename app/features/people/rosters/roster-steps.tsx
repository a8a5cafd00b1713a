import { AskedFirst } from '#app/features/people/cohorts/asked-first.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { CheckboxField } from '#app/ui/checkbox-field.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Meter } from '#app/ui/meter.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { RosterPage } from './roster-queries.server.ts';
import { keptHours, reportDays } from './roster-schema.ts';
import { toDoing, toLeftOut } from './roster-words.ts';

type StepProps = { roster: RosterPage; lastResult: FormResult };

/** What is said above everything: that it is being worked at, or why it was not read or applied. */
export function RosterNotice({ roster, lastResult }: StepProps) {
  const { job, state, refused, failure, hasFile } = roster;
  const problem = lastResult?.error?.[''];
  if (problem)
    return (
      <Notice kind="problem" live="alert" title="Nothing was changed">
        {problem.join(' ')}
      </Notice>
    );
  if (job)
    return (
      <Notice kind="info" live="status" title="This list is being worked at">
        {job.progress && (
          <Meter value={job.progress.done} max={job.progress.total} label="People written" />
        )}
        This page loads again by itself until that has ended. You may leave it.
      </Notice>
    );
  if (state === 'applied') return null;
  if (refused !== null)
    return (
      <Notice kind="problem" live="alert" title="This list cannot be read">
        {refused}
      </Notice>
    );
  const why =
    failure ?? (state === 'new' && hasFile ? 'It was interrupted before it was read.' : null);
  return (
    why && (
      <Notice kind="attention" live="alert" title="Nothing was applied">
        <p>{why}</p>
        {hasFile && (
          <PostForm>
            <HiddenFields values={{ intent: 'read-again' }} />
            <Button kind="secondary">Read it again</Button>
          </PostForm>
        )}
      </Notice>
    )
  );
}

/** Applies a list that was read, or drops it. */
export function ApplyCard({ roster, lastResult }: StepProps) {
  const { counts, rowsHash, hasFile, cohort, whole } = roster;
  const doing = toDoing(counts);
  const leaving = counts.withdraw ?? 0;
  const problems = lastResult?.error?.leaving;
  return (
    <Card title="Apply the list">
      <div className="stack">
        {cohort && (
          <p>
            Everybody of it goes into {cohort.name}
            {whole && ', and it is said to name all who are in there'}.
          </p>
        )}
        {!hasFile && (
          <p>
            Its file is not here any more, or lies on another server: send the list once more to
            apply it.
          </p>
        )}
        {doing === null ? (
          <p>It would change nothing.</p>
        ) : (
          hasFile && (
            <PostForm className="form">
              <HiddenFields values={{ intent: 'apply-roster', shown: rowsHash ?? '' }} />
              {leaving > 0 && (
                <CheckboxField
                  field={{
                    id: 'leaving',
                    name: 'leaving',
                    errors: problems,
                    initialValue: lastResult?.initialValue?.leaving,
                  }}
                  label={`${countOf(leaving, 'person', 'people')} may leave their cohorts`}
                />
              )}
              <p>
                All of it is done, or nothing. {toLeftOut(counts)} Nobody gets a mail by it: slips
                with a code are made afterwards.
              </p>
              <Button>{doing}</Button>
            </PostForm>
          )
        )}
      </div>
    </Card>
  );
}

/** Forgets a list that is not to be applied. */
export function DropRoster() {
  return (
    <AskedFirst
      label="Drop the list"
      about="without applying it"
      says={`The file and what was read of it are removed at once. Otherwise that happens ${keptHours} hours after it was sent.`}
      button="Drop the list"
      values={{ intent: 'drop-roster' }}
    />
  );
}

type AppliedProps = StepProps & {
  /** Of its people, those without a password yet, and how many of them have a slip that works. */
  waiting: { total: number; live: number };
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** What became of a list that was applied: the report, and slips for those who have no password yet. */
export function AppliedCard({ roster, waiting, timeZone, lastResult }: AppliedProps) {
  const { id, appliedAt, appliedBy } = roster;
  const { total, live } = waiting;
  return (
    <Card title="Applied">
      <div className="stack">
        <p>
          {appliedAt && `${formatZoned(appliedAt, timeZone)}, by ${appliedBy}. `}Its rows stand
          below, and in the report, for {reportDays} days.
        </p>
        <p>
          <ButtonLink href={paths.adminRosterReport(id)} download>
            Download the report (CSV)
          </ButtonLink>
        </p>
        {total > 0 && (
          <PostForm className="form">
            <HiddenFields values={{ intent: 'make-slips' }} />
            <p>
              {countOf(total, 'person', 'people')} of it cannot sign in yet
              {live > 0 && `; ${live} of them have a slip that works`}. A slip of paper has a code
              with which a person chooses a password.
            </p>
            {live > 0 && (
              <CheckboxField
                field={{
                  id: 'renew',
                  name: 'renew',
                  initialValue: lastResult?.initialValue?.renew,
                }}
                label={`Withdraw the ${countOf(live, 'slip')} that work, and make new ones`}
              />
            )}
            <Button>Make slips to print</Button>
          </PostForm>
        )}
      </div>
    </Card>
  );
}
