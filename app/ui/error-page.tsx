import type { ReactNode } from 'react';
import { paths } from '#app/paths.ts';
import { ButtonLink } from './button.tsx';

type Wording = { title: string; happened: string; safe: string; next: string };

const wordings: Record<number, Wording> = {
  400: {
    title: 'The form did not arrive whole',
    happened: 'Part of what this page needs was missing, or not in a shape it can read.',
    safe: 'Nothing from this form was stored. What you saved before is unchanged.',
    next: 'Go back, reload the page, and send it again.',
  },
  403: {
    title: 'Your account does not open this page',
    happened: 'The page belongs to a part of Rapport that your roles do not include.',
    safe: 'Nothing was changed, and nothing about the page was shown.',
    next: 'If your work needs it, ask your academy’s administrator for the role. If this is not your account, sign out and sign in with yours.',
  },
  404: {
    title: 'There is no page here for you',
    happened: 'The address is mistyped, the page was withdrawn, or it is someone else’s.',
    safe: 'Your lessons, answers and record are unchanged.',
    next: 'Check the address, or start again from your own page.',
  },
  405: {
    title: 'This address takes no forms',
    happened: 'The page can be read, but nothing can be sent to it.',
    safe: 'Nothing was stored. What you saved before is unchanged.',
    next: 'Go back, and send the form from its own page.',
  },
  409: {
    title: 'It has changed in the meantime',
    happened: 'What this form is about was changed elsewhere since its page was loaded.',
    safe: 'Nothing from this form was stored. What you saved before is unchanged.',
    next: 'Go back, copy what you typed if you still need it, and reload the page to see how it stands now.',
  },
  413: {
    title: 'That was too much to send at once',
    happened: 'The text or file is larger than this page accepts.',
    safe: 'Nothing of it was stored. What you saved before is unchanged.',
    next: 'Go back, make it shorter, and send it again.',
  },
  429: {
    title: 'Too many tries in a short time',
    happened: 'To protect accounts, Rapport pauses after repeated tries.',
    safe: 'Your account is not locked for good, and nothing was lost.',
    next: 'Wait 15 minutes, then try once more. If you forgot your password, ask your administrator.',
  },
  500: {
    title: 'Something failed on our side',
    happened: 'The server could not finish this page. The cause is in its log.',
    safe: 'Every answer that was shown as saved is on disk.',
    next: 'Reload the page. If it fails again, give your administrator the number below.',
  },
  503: {
    title: 'Nothing new can be saved just now',
    happened: 'The server cannot write. The cause is in its log.',
    safe: 'Nothing new was stored. Everything that was shown as saved is on disk.',
    next: 'Go back: what you typed is still there. Send it again in a moment. If it fails again, tell your administrator.',
  },
};

type ErrorPageProps = {
  /** HTTP status; one without words of its own gets those of its class. */
  status: number;
  /** What happened, when the server can say it better than the status does. */
  message?: string;
  /** Number of the request in the server's log. */
  requestId?: string;
  /** What the person has to do, where the page knows better than the status. */
  next?: string;
  /** A form that they sent, to be sent again. */
  children?: ReactNode;
};

/** A page that could not be shown: what happened, what is safe, what to do. */
export function ErrorPage({ status, message, requestId, next, children }: ErrorPageProps) {
  const wording = wordings[status] ?? wordings[status >= 500 ? 500 : 400];
  return (
    <section className="error-page">
      <h1>{wording?.title}</h1>
      <dl className="facts">
        <div>
          <dt>What happened</dt>
          <dd>{message || wording?.happened}</dd>
        </div>
        <div>
          <dt>What is safe</dt>
          <dd>{wording?.safe}</dd>
        </div>
        <div>
          <dt>What to do</dt>
          <dd>{next ?? wording?.next}</dd>
        </div>
        <div>
          <dt>For the log</dt>
          <dd>
            Error {status}
            {requestId && (
              <>
                , request <code>{requestId}</code>
              </>
            )}
          </dd>
        </div>
      </dl>
      {children}
      <div className="cluster">
        <ButtonLink href={paths.home()} kind={children ? 'secondary' : 'primary'}>
          Go to my page
        </ButtonLink>
      </div>
    </section>
  );
}
