import { createContext } from 'react';
import type { Actor } from '#app/auth/permissions.ts';
import type { UnsentForm, UnstoredForm } from '#app/auth/request-context.server.ts';
import type { Theme } from './theme-rules.ts';

/**
 * What every document needs whatever its route does, error pages too: the script's nonce and its hashed URL, the
 * request's number in the log, who is signed in (`madeFor`: their mark), and light or dark; and a form that was refused, or
 * could not be stored.
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
};

/** Given by entry.server.tsx, read by root.tsx. */
export const DocumentContext = createContext<DocumentFacts>({
  nonce: '',
  entryModule: '',
  actor: null,
});
