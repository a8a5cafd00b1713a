import type { ReactNode } from 'react';
import type { Actor } from '#app/auth/permissions.ts';
import type { UnsentForm } from '#app/auth/request-context.server.ts';
import { SignInForm } from '#app/features/people/sign-in/sign-in-form.tsx';
import { WaysIn } from '#app/features/people/single-sign-on/ways-in.tsx';
import type { FormResult } from '#app/http/forms.server.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { TypedTexts } from './typed-texts.tsx';

type UnsentPageProps = {
  unsent: UnsentForm;
  /** Who is signed in, if anybody. */
  actor: Pick<Actor, 'name'> | null;
  /** What became of the last try to sign in here. */
  lastResult?: FormResult;
  children?: ReactNode;
};

/**
 * The answer to a form that came from another person's page, or after its session ended: what happened, what is safe, and
 * a way to sign in that leads back to the form as it was.
 */
export function UnsentPage({ unsent, actor, lastResult, children }: UnsentPageProps) {
  const { held, backTo } = unsent;
  return (
    <div className="narrow stack">
      <PageHeader title={actor ? 'Nothing was saved' : 'Nothing was saved: you are signed out'} />
      <Notice kind="attention" live="alert" title={toTitle(held !== null, actor)}>
        {toAdvice(held !== null, actor)}
      </Notice>
      {held && held.left.length > 0 && (
        <Notice kind="problem" title={`Not kept: ${held.left.join('; ')}`}>
          Everything else comes back with the form.
        </Notice>
      )}
      {children}
      {(held || !actor) && (
        <WaysIn redirectTo={backTo} held={held?.text} isTried={Boolean(lastResult)}>
          {(second) => (
            <SignInForm
              lastResult={lastResult}
              redirectTo={backTo}
              held={held?.text}
              second={second}
            />
          )}
        </WaysIn>
      )}
      {held && <TypedTexts typed={held.typed} open={actor !== null} />}
      {actor && (
        <p>
          <ButtonLink href={paths.home()}>Go on as {actor.name}</ButtonLink>
        </p>
      )}
    </div>
  );
}

function toTitle(hasMark: boolean, actor: UnsentPageProps['actor']): string {
  if (!actor) return 'Your session ended before you sent this';
  return hasMark
    ? `You are signed in as ${actor.name}, and this page was made for somebody else`
    : 'The form does not say whom its page was made for';
}

function toAdvice(hasMark: boolean, actor: UnsentPageProps['actor']): string {
  if (!hasMark && actor)
    return 'The page may have been open since before Rapport was updated. Go back, copy what you typed, load the page again, and send it from there.';
  if (!hasMark) return 'Sign in, and you come back to the page that you sent this from.';
  return actor
    ? `So nothing was stored, for either of you. If it belongs to the other account, sign in with that one here: the form comes back as you sent it, ready to send, and ${actor.name} is signed out. If you are ${actor.name}, copy what you typed and go on.`
    : 'It ran out, or somebody signed out in this browser. Sign in again with the same account: the form comes back as you sent it, ready to send.';
}
