import { type ReactNode, useContext } from 'react';
import { paths } from '#app/paths.ts';
import { Card } from '#app/ui/card.tsx';
import { DocumentContext } from '#app/ui/document-context.tsx';
import { IdentityList } from './identity-list.tsx';
import type { WaysIn } from './queries.server.ts';

type SignInCardsProps = WaysIn & {
  /** The account's id. */
  id: string;
  /** Its owner may unlink accounts, their own too. */
  isAdmin: boolean;
  timeZone: string;
  /** The form that changes the password. */
  children: ReactNode;
};

/** How the reader signs in: single sign-on where there is one, and their password where they have one. */
export function SignInCards(props: SignInCardsProps) {
  const { identities, password, id, isAdmin, timeZone, children } = props;
  const { sso } = useContext(DocumentContext);
  return (
    <>
      {(sso || identities.length > 0) && (
        <Card title="Single sign-on" id="single-sign-on">
          {identities.length > 0 ? (
            <>
              <IdentityList identities={identities} timeZone={timeZone} />
              {isAdmin ? (
                <p>
                  <a href={paths.adminPerson(id)}>Unlink it</a>
                </p>
              ) : (
                <p>If that is not you, ask your academy’s administrator to unlink it.</p>
              )}
            </>
          ) : (
            <p>
              Your account is not linked to {sso?.name} yet. It is when you sign in with it for the
              first time, with the e-mail address above.
            </p>
          )}
        </Card>
      )}
      {(password || !sso) && (
        <Card title="Password" id="password">
          {children}
        </Card>
      )}
    </>
  );
}
