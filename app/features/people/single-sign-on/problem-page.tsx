import { useContext } from 'react';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DocumentContext } from '#app/ui/document-context.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { type Problem, toProblemWords } from './words.ts';

/** Why single sign-on did not sign anybody in, what is safe, and what to do. */
export function ProblemPage({ problem }: { problem: Problem }) {
  const { sso, requestId } = useContext(DocumentContext);
  const { title, text, again } = toProblemWords(problem, sso?.name ?? 'single sign-on');
  return (
    <div className="narrow stack">
      <PageHeader title="You are not signed in" />
      <Notice kind={again ? 'attention' : 'problem'} live="alert" title={title}>
        {text}
      </Notice>
      <p className="cluster">
        {again && (
          <ButtonLink kind="primary" href={paths.ssoStart()}>
            Try again
          </ButtonLink>
        )}
        <ButtonLink href={paths.login()}>To the sign-in page</ButtonLink>
      </p>
      {requestId && <p className="muted">Number of this page in the log: {requestId}</p>}
    </div>
  );
}
