import { createContext } from 'react';

/** What the document needs from the server beside loader data: the script's nonce and its hashed URL. */
export const DocumentContext = createContext<{ nonce: string; entryModule: string }>({
  nonce: '',
  entryModule: '',
});
