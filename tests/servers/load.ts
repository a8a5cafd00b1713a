import type { ExamAccount } from '#tests/support/exam-seed.ts';

/** What a class sends through nginx while servers come and go, and what came back. */

/** A request that failed: none of the class could do anything for it. */
export type Failure = { at: number; what: string };

export const load = { requests: 0, failures: [] as Failure[] };

const realFetch = globalThis.fetch;

/**
 * Counts what is asked of `origin` from now on, and what of it failed: an answer of 5xx, or none though nobody gave up
 * waiting. Call it before the cadets' script is loaded, which takes `fetch` as it finds it.
 */
export function countRequests(isOurs: (url: string) => boolean): void {
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!isOurs(url)) return realFetch(input, init);
    load.requests += 1;
    const what = `${init?.method ?? 'GET'} ${new URL(url).pathname}`;
    const fail = (how: string) => load.failures.push({ at: Date.now(), what: `${what}: ${how}` });
    try {
      const answer = await realFetch(input, init);
      if (answer.status >= 500) fail(String(answer.status));
      return answer;
    } catch (error) {
      if (!init?.signal?.aborted)
        fail(error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error));
      throw error;
    }
  };
}

/** Opens pages again and again as readers do, until `signal` is aborted. */
export async function readPages(
  origin: string,
  { cookie }: ExamAccount,
  pages: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (let count = 0; !signal.aborted; count += 1) {
    const page = pages[count % pages.length] ?? '/';
    const answer = await fetch(`${origin}${page}`, { headers: { Cookie: cookie } }).catch(
      () => null,
    );
    await answer?.arrayBuffer().catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
