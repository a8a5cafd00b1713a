import { randomBytes, randomUUID } from 'node:crypto';
import type { ArrivedForm, HeldForm } from '#app/http/arrived-form.server.ts';
import type { Visit } from './change.ts';
import type { Actor } from './permissions.ts';

/**
 * A form that was not taken, since nobody is signed in, or somebody else than its page was made for. `held` is null when
 * it does not say for whom; `backTo`: the path of its page.
 */
export type UnsentForm = { held: HeldForm | null; backTo: string };

/** A form that could not be stored: what it held, and the path that it was sent to. */
export type UnstoredForm = { held: HeldForm; action: string };

/**
 * A form whose sender has to show again who they are before it is carried out. `action`: the path that it was sent to;
 * `asks`: what they can show, with what a browser is asked of a passkey; `problem`: what was wrong with what they showed, by its field.
 */
export type UnconfirmedForm = {
  held: HeldForm;
  action: string;
  asks: { app: boolean; recoveryCode: boolean; password: boolean; passkey: string | null };
  problem: Readonly<Record<string, string[]>> | null;
};

/**
 * What one request carries from the server into loaders, actions and the document: made once per request, so that the
 * session is read once however many loaders run.
 */
export type RequestContext = {
  requestId: string;
  /** The id of the route that answers, once it is found: for the log. */
  route?: string;
  /** For the one script tag and the Content-Security-Policy. */
  nonce: string;
  clientAddress: string;
  /** Someone passed the request on who says for whom, and `TRUST_PROXY` does not name them. */
  untrustedProxy?: boolean;
  /** Set-Cookie values to add to the response. */
  cookies: string[];
  /** The session's owner, once asked for. */
  actor?: Promise<Actor | null>;
  /** When they last showed who they are in this session. */
  confirmedAt?: Date;
  /** The form of this request, once read. */
  form?: Promise<ArrivedForm>;
  /** That form, if it was refused for whose it is. */
  unsent?: UnsentForm;
  /** That form, if it could not be stored. */
  unstored?: UnstoredForm;
  /** That form, if its sender has to show again who they are. */
  unconfirmed?: UnconfirmedForm;
  /** What the loaders returned, by the ids of their routes, for the document alone; see `keepLoaderData`. */
  loaderData?: Record<string, unknown>;
  /** The rendered document; the response beside it has its status and headers. */
  page?: string;
};

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends RequestContext {}
}

/** The part of Remix's loader and action arguments that guards read. */
export type RequestArgs = { request: Request; context: RequestContext };

/** What a request says of a visitor who is not signed in. */
export function toVisit({ request, context }: RequestArgs): Visit {
  const { requestId, clientAddress } = context;
  const { headers } = request;
  const said = { cookieHeader: headers.get('Cookie'), userAgent: headers.get('User-Agent') };
  return { requestId, clientAddress, ...said };
}

/** A fresh context; `clientAddress` as the server sees it (behind `TRUST_PROXY`, as the proxy says). */
export function createRequestContext(clientAddress: string): RequestContext {
  return {
    requestId: randomUUID(),
    nonce: randomBytes(16).toString('base64url'),
    clientAddress,
    cookies: [],
  };
}
