import type { FormResult } from '#app/http/forms.server.ts';
import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { RosterPage } from './roster-queries.server.ts';
import { columnWords } from './roster-schema.ts';

const options = [
  { value: 'none', label: 'Left out' },
  ...Object.entries(columnWords).map(([value, label]) => ({ value, label })),
];

type ColumnsProps = { columns: RosterPage['columns']; lastResult: FormResult };

/** What each column is read as, to be changed; it is remembered for lists with the same headings. */
export function RosterColumns({ columns, lastResult }: ColumnsProps) {
  if (columns.length === 0) return null;
  const problems = lastResult?.error?.columns ?? [];
  const sent = [lastResult?.initialValue?.columns ?? []].flat();
  const read = columns.filter(({ field }) => field !== null && field !== 'private').length;
  const open = problems.length > 0 || read === 0;
  return (
    <details className="folded" open={open}>
      <summary>
        Columns: {read} of {countOf(columns.length, 'column')} read. Change what they are read as
      </summary>
      <PostForm className="stack">
        <HiddenFields values={{ intent: 'read-columns' }} />
        {problems.length > 0 && (
          <Notice kind="problem" live="alert" title="Nothing was changed">
            {problems.join(' ')}
          </Notice>
        )}
        <p className="muted">
          Said once, it holds for every list with these headings. What is left out is neither kept
          nor shown; what nobody needs to teach somebody is never read.
        </p>
        <div className="roster-columns">
          {columns.map(({ heading, field }, at) =>
            field === 'private' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <div key={at} className="field">
                <span>{heading}</span>
                <HiddenFields values={{ columns: 'none' }} />
                <p className="muted">never read</p>
              </div>
            ) : (
              <SelectField
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                key={at}
                field={{
                  id: `column-${at}`,
                  name: 'columns',
                  initialValue: sent[at] ?? field ?? 'none',
                }}
                label={heading || `Column ${at + 1}, without a heading`}
                options={options}
              />
            ),
          )}
        </div>
        <Button kind="secondary">Read the list so</Button>
      </PostForm>
    </details>
  );
}
