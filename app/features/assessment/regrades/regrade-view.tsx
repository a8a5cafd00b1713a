import type { KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import { regradeFields } from '#app/features/records/gradings/decision-schema.ts';
import type { ItemPolicy } from '#app/features/records/gradings/grading-rules.ts';
import { policiesFor } from '#app/features/records/gradings/key-fix-rules.ts';
import { KeyLines } from '#app/features/records/gradings/key-lines.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Html } from '#app/ui/html.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Table } from '#app/ui/table.tsx';
import { formatInstant } from '#app/words/dates.ts';
import type { ChangedItem, RevisionHead } from './changed-item-queries.server.ts';
import { RegradePreview } from './regrade-preview.tsx';
import type { RegradePage } from './regrade-queries.server.ts';

type RegradeViewProps = {
  page: RegradePage;
  /** Whether the actor sees every cohort. */
  everywhere: boolean;
  timeZone: string;
  now: Date;
  lastResult: FormResult;
};

/** A quiz whose items were changed: what changed, how to treat it, what that does, and what was done before. */
export function RegradeView({ page, everywhere, timeZone, now, lastResult }: RegradeViewProps) {
  const { quiz, items, plan, regrades, query } = page;
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  return (
    <div className="stack stack-loose">
      <p className="measure">
        {everywhere
          ? 'This concerns the finished attempts of every cadet.'
          : 'This concerns the finished attempts of the cadets of your cohorts. A wrong key is wrong for every cohort: tell the other instructors, or ask an administrator, who can do it for all at once.'}{' '}
        An attempt of your own stays as it is.
      </p>
      {plan ? (
        <>
          <form method="get" action={paths.quizRegrade(quiz.id)} className="form">
            <h2>What was changed</h2>
            {items.map((item) => (
              <ChangedItemCard key={item.id} item={item} target={page.target} at={at} />
            ))}
            <LowerField neverLower={query.neverLower} />
            <Button kind="secondary">Show what this does</Button>
          </form>
          <RegradePreview page={page} plan={plan} lastResult={lastResult} />
        </>
      ) : (
        <EmptyState title="Nothing to regrade">
          No item of this quiz was changed since your cadets took it.
        </EmptyState>
      )}
      {regrades.length > 0 && (
        <section className="stack" aria-labelledby="regrades">
          <h2 id="regrades">Done before</h2>
          <Table
            caption="Regrades of this quiz, the latest first"
            captionHidden
            stack
            rows={regrades}
            rowKey={({ id }) => id}
            columns={[
              { label: 'When', rowHeader: true, cell: ({ appliedAt }) => at(appliedAt) },
              { label: 'By', cell: ({ by }) => by },
              { label: 'Looked at', numeric: true, cell: ({ attempts }) => attempts },
              { label: 'Changed', numeric: true, cell: ({ changed }) => changed },
              {
                label: 'Lower scores',
                cell: ({ neverLower }) => (neverLower ? 'none lowered' : 'lowered too'),
              },
              { label: 'Reason', cell: ({ reason }) => <bdi>{reason}</bdi> },
            ]}
          />
        </section>
      )}
    </div>
  );
}

function LowerField({ neverLower }: { neverLower: boolean }) {
  return (
    <SelectField
      field={{
        id: 'lower',
        name: regradeFields.lower,
        initialValue: neverLower ? 'keep' : 'allow',
      }}
      label="Scores that would fall"
      hint="A cadet answered by the key they were given. Lower a score only where not doing so would be worse."
      options={[
        { value: 'keep', label: 'stay as they are' },
        { value: 'allow', label: 'fall; a pass may be lost' },
      ]}
    />
  );
}

const changeWords: Record<ChangedItem['change'], string> = {
  key: 'its key was changed',
  options: 'its options were changed; earlier answers keep their points',
  removed: 'it was taken out of the quiz; earlier answers keep their points',
};

const policyWords: Record<ItemPolicy, string> = {
  'new-key': 'Grade by the new key',
  'accept-both': 'Accept both keys: whichever gives more',
  drop: 'Drop the item: out of the points for everyone who had it so',
};

function policyLabel(policy: ItemPolicy, { change, dropped }: ChangedItem): string {
  if (policy !== 'new-key' || change === 'key') return policyWords[policy];
  return dropped ? 'Count it again, with the points it had' : 'Leave its points as they are';
}

type At = (instant: Date) => string;

function ChangedItemCard(props: { item: ChangedItem; target: RevisionHead; at: At }) {
  const { item, target, at } = props;
  const { id, number, change, promptHtml, earlier, now } = item;
  const headOf = ({ edition, createdAt }: RevisionHead) =>
    `Edition ${edition}, published ${at(createdAt)}`;
  return (
    <fieldset className="card changed-item">
      <legend>
        Item {number}: {changeWords[change]}
      </legend>
      <Html className="prompt" html={promptHtml} />
      <div className="key-columns">
        {earlier.map(({ revision, key }) => (
          <KeyColumn key={revision.id} title={`Before. ${headOf(revision)}`} lines={key} past />
        ))}
        {now && <KeyColumn title={`Now. ${headOf(target)}`} lines={now} />}
      </div>
      <SelectField
        field={{ id: `policy-${id}`, name: regradeFields.policy(id), initialValue: item.policy }}
        label={`How item ${number} is graded`}
        options={policiesFor[change].map((value) => ({ value, label: policyLabel(value, item) }))}
      />
    </fieldset>
  );
}

type KeyColumnProps = { title: string; lines: readonly KeyLine[]; past?: boolean };

function KeyColumn({ title, lines, past }: KeyColumnProps) {
  return (
    <div>
      <p className="muted">{title}</p>
      <KeyLines lines={lines} past={past} />
    </div>
  );
}
