import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { ProblemFile } from './author-schema.ts';

/** Every file with problems: where, what, what to write instead, and what cadets see meanwhile. */
export function ContentProblems({ files }: { files: readonly ProblemFile[] }) {
  if (files.length === 0) {
    return (
      <EmptyState title="Nothing is wrong with the files">
        Every file of the content folder was read, and what it says is what cadets see.
      </EmptyState>
    );
  }
  return (
    <div className="stack author-problems">
      {files.map(({ file, level, standing, problems }) => (
        <Notice
          key={file}
          kind={level === 'error' ? 'problem' : 'attention'}
          title={<code>{file}</code>}
        >
          <p>{standing}</p>
          <ol className="problem-list">
            {problems.map((problem) => {
              const place = `${problem.file}:${problem.line}:${problem.column}`;
              return (
                <li key={`${place} ${problem.rule} ${problem.message}`}>
                  <code>{place}</code>{' '}
                  <span className="muted">
                    {problem.level}, {problem.rule}
                  </span>
                  <br />
                  {problem.message}
                </li>
              );
            })}
          </ol>
        </Notice>
      ))}
    </div>
  );
}
