import { createContext } from 'react';
import type { Actor } from '#app/auth/permissions.ts';
import type {
  UnconfirmedForm,
  UnsentForm,
  UnstoredForm,
} from '#app/auth/request-context.server.ts';
import type { Theme } from './theme-rules.ts';

/** Which program and which content made a page: what whoever reports a fault is asked first. */
export type SiteEdition = { version: string; content?: string };

/** How single sign-on is called, where there is one, and whom passwords open their account beside it. */
export type SingleSignOn = { name: string; passwords: 'on' | 'administrators' | 'off' };

/**
 * What every document needs whatever its route does, error pages too: the script's nonce and its hashed URL, the
 * request's number in the log, who is signed in (`madeFor`: their mark), and light or dark; and a form that was refused,
 * could not be stored, or waits for its sender to show who they are. `edition` is for who is signed in.
 * `sso` is there where people sign in at a provider.
 */
export type DocumentFacts = {
  nonce: string;
  entryModule: string;
  requestId?: string;
  actor: Actor | null;
  madeFor?: string;
  theme?: Theme;
  unsent?: UnsentForm;
  unstored?: UnstoredForm;
  unconfirmed?: UnconfirmedForm;
  edition?: SiteEdition;
  sso?: SingleSignOn;
};

/** Given by entry.server.tsx, read by root.tsx. */
export const DocumentContext = createContext<DocumentFacts>({
  nonce: '',
  entryModule: '',
  actor: null,
});
