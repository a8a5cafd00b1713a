import { newestReads, reportAge } from '#app/db/replica.server.ts';
import { env } from '#app/env.server.ts';

/**
 * Whoever has just changed something sees it in their reports, too: for a moment their browser says so by a cookie, and
 * nothing is read from the replica for it.
 */

const cookieName = 'rapport_changed';
const cookiePattern = new RegExp(`(?:^|;\\s*)${cookieName}=1(?:;|$)`);
// Some longer than a replica may lag behind.
const seconds = reportAge.mostSeconds + 5;

/** Runs what answers a request, and marks the browser whose form was taken. */
export async function withOwnChanges(
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (env.DATABASE_REPLICA_URL === undefined) return answer();
  const isForm = request.method === 'POST';
  const isMarked = cookiePattern.test(request.headers.get('Cookie') ?? '');
  if (!isForm && !isMarked) return answer();
  const response = await newestReads(answer);
  const secure = env.APP_URL.protocol === 'https:' ? '; Secure' : '';
  if (isForm && response.status < 400)
    response.headers.append(
      'Set-Cookie',
      `${cookieName}=1; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}${secure}`,
    );
  return response;
}
