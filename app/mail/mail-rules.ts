/** Decisions about sending mail. Pure: no I/O here. */

/** What a mail server's refusal means: `never`: this message to this address; `later`: it may go through by and by. */
export type Failure = { means: 'never' | 'later'; says: string };

/**
 * Reads the error of a try to send: a code of 500 or more to the address or the text is for ever (RFC 5321, 4.2.1). All
 * other failures, a refused sign-in among them, are somebody's to put right while the message waits.
 */
export function readFailure(error: unknown): Failure {
  const { code, responseCode, response, message } = (error ?? {}) as Partial<
    Record<'code' | 'response' | 'message', string> & { responseCode: number }
  >;
  const isOfThisMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  // What a server answers to STARTTLS does not say that it was asked for that.
  const answer = code === 'ETLS' ? undefined : response;
  const says = (answer || [code, message].filter(Boolean).join(': ')).slice(0, 300);
  return { means: isOfThisMessage && Number(responseCode) >= 500 ? 'never' : 'later', says };
}

/** Milliseconds until the next try after `tries` that failed: doubling from one minute to an hour. */
export const toPause = (tries: number): number =>
  Math.min(60, 2 ** Math.max(0, tries - 1)) * 60_000;

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/**
 * Whether mail must be refused to a server that offers no encryption: the links in it open accounts. Not on this machine,
 * and not where the address of the server says `?ignoreTLS=true`.
 */
export const needsTls = (url: URL): boolean =>
  !loopback.test(url.hostname) && url.searchParams.get('ignoreTLS') !== 'true';
