import { setTimeout as pause } from 'node:timers/promises';
import { provider } from '#app/db/dialect.server.ts';
import { createFirstAdministratorLink } from '#app/features/people/users/invitation-mutations.server.ts';
import { hasAccounts } from '#app/features/people/users/queries.server.ts';
import { stopping } from '#app/http/stopping.server.ts';
import { runLeased } from '#app/jobs/lease.server.ts';

/** The link that makes the first administrator; `printed elsewhere`: by another server, and it works. */
export type FirstAdministrator = { link: string } | 'printed elsewhere';

const leaseSeconds = 20;
const lookEveryMs = 2_000;

let kept: Promise<unknown> = Promise.resolve();

/**
 * Makes the link for the first administrator, and earlier ones stop working. Of several servers on one PostgreSQL only one
 * has made it: the others leave that to it as long as it runs and nobody has used the link.
 * @returns null when there are accounts
 */
export async function offerFirstAdministrator(): Promise<FirstAdministrator | null> {
  if (await hasAccounts()) return null;
  if (provider === 'sqlite') return toOffer(await createFirstAdministratorLink());
  return new Promise((resolve, reject) => {
    kept = runLeased('first administrator', leaseSeconds, async ({ signal }) => {
      const offer = toOffer(await createFirstAdministratorLink());
      resolve(offer);
      if (offer) await untilUsed(signal);
    }).then((done) => {
      if (!done) resolve('printed elsewhere');
    }, reject);
  });
}

/** Resolves when this server has let go of the link, as it does when it stops. */
export async function endOffer(): Promise<void> {
  if (stopping.signal.aborted) await kept;
}

const toOffer = (link: string | null) => (link === null ? null : { link });

async function untilUsed(signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await hasAccounts().catch(() => false)))
    await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
}
