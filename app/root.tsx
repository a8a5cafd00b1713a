import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  useLocation,
  useMatches,
  useRouteError,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import type { RouteHandle } from '#app/auth/route-handle.ts';
import stylesheet from './app.css?url';
import { type Area, listAreas } from './auth/permissions.ts';
import { ConfirmPage } from './features/people/second-factor/confirm-page.tsx';
import { SendAgain, sendAgainWords } from './features/people/users/send-again.tsx';
import { UnsentPage } from './features/people/users/unsent-page.tsx';
import { paths } from './paths.ts';
import { DocumentContext } from './ui/document-context.tsx';
import { ErrorPage } from './ui/error-page.tsx';
import { sansFont } from './ui/fonts.ts';
import mark from './ui/mark.svg?url';
import { PageShell } from './ui/page-shell.tsx';

export const handle = { access: 'public' } satisfies RouteHandle;

export const meta = () => [{ title: 'Rapport' }];

function Document({ children }: { children: ReactNode }) {
  const { nonce, entryModule, madeFor, theme } = useContext(DocumentContext);
  const { pathname } = useLocation();
  // A preview brings itself up to date, and keeps the reader's place.
  const reloads = import.meta.env.DEV && !pathname.startsWith(paths.preview(''));
  return (
    <html lang="en" data-theme={theme} data-made-for={madeFor}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" type="image/svg+xml" href={mark} />
        <link rel="preload" href={sansFont} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={stylesheet} />
        <Links />
        {reloads && <script type="module" src="/@vite/client" nonce={nonce} />}
        {entryModule && <script type="module" src={entryModule} nonce={nonce} />}
      </head>
      <body>{children}</body>
    </html>
  );
}

function Shell({ children }: { children: ReactNode }) {
  const { actor, edition } = useContext(DocumentContext);
  const areas = actor && !actor.lacksFactor ? listAreas(actor) : [];
  return (
    <PageShell
      actor={actor}
      areas={areas}
      current={useArea()}
      pathname={useLocation().pathname}
      edition={edition}
    >
      {children}
    </PageShell>
  );
}

function useArea(): Area | undefined {
  const access = (useMatches().at(-1)?.handle as RouteHandle | undefined)?.access;
  return access === 'public' || access === 'signed-in' ? undefined : access;
}

/** Every page: the document, the shell, the route. */
export default function App() {
  return (
    <Document>
      <Shell>
        <Outlet />
      </Shell>
    </Document>
  );
}

/** The one error page: a status and a sentence for the reader, never a cause. A form that was not taken is given back. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId, unsent, unstored, unconfirmed, actor } = useContext(DocumentContext);
  const known = isRouteErrorResponse(error);
  return (
    <Document>
      <Shell>
        {unsent && <UnsentPage unsent={unsent} actor={actor} />}
        {unconfirmed && <ConfirmPage form={unconfirmed} />}
        {!unsent && !unconfirmed && (
          <ErrorPage
            status={known ? error.status : 500}
            message={known && typeof error.data === 'string' ? error.data : undefined}
            requestId={requestId}
            next={unstored && sendAgainWords}
          >
            {unstored && <SendAgain form={unstored} />}
          </ErrorPage>
        )}
      </Shell>
    </Document>
  );
}
