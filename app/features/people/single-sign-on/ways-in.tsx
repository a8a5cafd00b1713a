import { type ReactNode, useContext } from 'react';
import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { DocumentContext, type SingleSignOn } from '#app/ui/document-context.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';

type WaysInProps = {
  /** Where to go once signed in. */
  redirectTo: string;
  /** A form that waits in this page until its person is signed in. */
  held?: string;
  /** A password was typed already. */
  isTried: boolean;
  /** The form for a password; `second`: there is another way, which comes first. */
  children: (second: boolean) => ReactNode;
};

/** The ways to sign in: single sign-on where there is one, then a password for whom it opens an account. */
export function WaysIn({ redirectTo, held, isTried, children }: WaysInProps) {
  const { sso } = useContext(DocumentContext);
  if (!sso) return children(false);
  return (
    <>
      {held === undefined ? (
        <p>
          <ButtonLink kind="primary" href={paths.ssoStart(redirectTo)}>
            Sign in with {sso.name}
          </ButtonLink>
        </p>
      ) : (
        <InAnotherTab sso={sso} backTo={redirectTo} held={held} />
      )}
      {sso.passwords === 'on' && (
        <>
          <p>Or with a password of this site:</p>
          {children(true)}
        </>
      )}
      {sso.passwords === 'administrators' && (
        <details open={isTried}>
          <summary>Administrators: sign in with a password</summary>
          {children(true)}
        </details>
      )}
    </>
  );
}

// A link cannot carry a form to the provider and back, so the page that holds it stays where it is.
function InAnotherTab({ sso, backTo, held }: { sso: SingleSignOn; backTo: string; held: string }) {
  return (
    <>
      <p>
        <a className="button" href={paths.ssoStart()} target="_blank" rel="noreferrer">
          Sign in with {sso.name} in another tab
        </a>
      </p>
      <p>Leave this page open: it keeps what you typed. When you are signed in, come back here.</p>
      <PostForm action={backTo} encType="multipart/form-data">
        <HiddenFields values={{ held }} />
        <Button kind="secondary">I am signed in: show my form again</Button>
      </PostForm>
    </>
  );
}

type InvitedToSsoProps = {
  /** No password opens the account. */
  alone: boolean;
  /** Whose invitation it is; null where anybody may use it, and undefined where the account is there. */
  email?: string | null;
  /** The form for a password. */
  children: ReactNode;
};

/** What a link offers: single sign-on where it can open the account, and a password where one may. */
export function InvitedToSso({ alone, email, children }: InvitedToSsoProps) {
  const { sso } = useContext(DocumentContext);
  if (!sso || email === null) return children;
  return (
    <>
      <p>
        Your academy uses {sso.name}
        {email && (
          <>
            : sign in there with the address <strong>{email}</strong>, and the account is made
          </>
        )}
        .
      </p>
      <p>
        <ButtonLink kind="primary" href={paths.ssoStart()}>
          Sign in with {sso.name}
        </ButtonLink>
      </p>
      {!alone && (
        <>
          <p>Or choose a password for this site:</p>
          {children}
        </>
      )}
    </>
  );
}

/** After signing out of what single sign-on opened: what is over, and what may not be. */
export function LeftNotice() {
  const { sso } = useContext(DocumentContext);
  if (!sso) return null;
  return (
    <Notice kind="info" live="status" title="You are signed out of Rapport">
      <p>
        You may still be signed in with {sso.name}: whoever uses this browser next could come in
        here as you. On a shared computer, sign out there, too.
      </p>
      <p>
        <ButtonLink href={paths.ssoLeave()}>Sign out of {sso.name}</ButtonLink>
      </p>
    </Notice>
  );
}
