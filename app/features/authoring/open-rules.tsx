import { ruleFile } from '#app/features/curriculum/courses/words.ts';
import { paths } from '#app/paths.ts';
import { type Column, Table } from '#app/ui/table.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { OpenRule } from './author-schema.ts';
import { toAddress } from './preview-rules.ts';

const columns: Column<OpenRule>[] = [
  {
    label: 'Write it in',
    rowHeader: true,
    cell: ({ id }) => <code>{ruleFile(id)}</code>,
  },
  {
    label: 'Cadets meet it in',
    cell: ({ files }) => (
      <ul className="author-list">
        {files.map(({ file, title, heldBack }) => (
          <li key={file}>
            <a href={paths.preview(toAddress(file))}>{title}</a>
            {heldBack && <strong> (held back from cadets until it is written)</strong>}
          </li>
        ))}
      </ul>
    ),
  },
];

/** The rules that lessons leave to the academy and that it has not written: cadets read that they are missing. */
export function OpenRules({ rules }: { rules: readonly OpenRule[] }) {
  return (
    <section className="stack" aria-labelledby="open-rules">
      <h2 id="open-rules">Local rules that are not written yet</h2>
      <p>
        Lessons leave law, policy and contacts to your academy. Until a file in the content folder
        states them, cadets read that they are missing; a lesson that needs a rule is held back from
        them altogether, unless an administrator opens it without.
      </p>
      <p>
        To write one, open the lesson: its text says what your academy must state there. Save your
        own text, in plain Markdown, as the file named here. It is shown when content is published
        next, and a lesson that waited for it opens by itself.
      </p>
      <Table
        caption={`${countOf(rules.length, 'rule')} to write`}
        columns={columns}
        rows={rules}
        rowKey={({ id }) => id}
        stack
      />
    </section>
  );
}
