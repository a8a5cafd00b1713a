import { StateMark } from '#app/ui/state-mark.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { PreviewProblem } from './preview-rules.ts';

/** How many errors and warnings there are, in words. */
export function problemWords(problems: readonly Pick<PreviewProblem, 'level'>[]): string {
  const errors = problems.filter(({ level }) => level === 'error').length;
  const warnings = problems.length - errors;
  if (problems.length === 0) return 'no problems';
  return [errors > 0 && countOf(errors, 'error'), warnings > 0 && countOf(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}

/** Every problem of a file with its line, what the line says, and a link to its place on the page. */
export function ProblemList({ problems }: { problems: readonly PreviewProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ol className="preview-problem-list">
      {problems.map((problem) => {
        const { line, column, level, rule, message, excerpt, anchor } = problem;
        const place = `line ${line}, column ${column}`;
        return (
          <li key={`${line}:${column} ${rule} ${message}`}>
            <p>
              <StateMark state={level === 'error' ? 'failed' : 'overdue'}>{level}</StateMark>{' '}
              {anchor === null ? place : <a href={`#${anchor}`}>{place}</a>}{' '}
              <code className="muted">{rule}</code>
            </p>
            {excerpt && (
              <p>
                <code className="preview-excerpt">{excerpt}</code>
              </p>
            )}
            <p>{message}</p>
          </li>
        );
      })}
    </ol>
  );
}

/** Problems beside the place they are about. */
export function ProblemNotes({ problems }: { problems: readonly PreviewProblem[] }) {
  return problems.map(({ line, level, rule, message, anchor }) => {
    const head = `${level === 'error' ? 'Error' : 'Warning'}, line ${line}`;
    return (
      <aside
        key={`${line} ${rule} ${message}`}
        id={anchor ?? undefined}
        className={`problem-note problem-note-${level}`}
        aria-label={`${head}: ${rule}`}
      >
        <strong className="problem-note-head">{head}</strong>{' '}
        <span className="problem-note-text">{message}</span>{' '}
        <code className="problem-note-rule">{rule}</code>
      </aside>
    );
  });
}
