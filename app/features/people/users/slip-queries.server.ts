import type { Actor } from '#app/auth/permissions.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { env } from '#app/env.server.ts';
import { paths } from '#app/paths.ts';
import { listOwnLinks } from './link-queries.server.ts';
import { slipsPerPage } from './rules.ts';
import { listSignInNames } from './sign-in-name-queries.server.ts';

/**
 * A page of the links to accounts that the actor made in this session and may see again, as slips of paper. `page` is
 * 1-based; beyond the last page the last one is given.
 */
export async function listSlips(actor: Actor, seal: Seal, page: number, now: Date) {
  const { links, shownUntil } = await listOwnLinks(actor, seal, now);
  const own = links.filter(({ accountId }) => accountId !== null);
  const pages = Math.max(1, Math.ceil(own.length / slipsPerPage));
  const here = Math.min(page, pages);
  const shown = own.slice((here - 1) * slipsPerPage, here * slipsPerPage);
  const names = await listSignInNames(shown.flatMap(({ accountId }) => accountId ?? []));
  return {
    slips: shown.map((one) => ({ ...one, signsInWith: names.get(one.accountId ?? '') ?? null })),
    total: own.length,
    page: here,
    pages,
    shownUntil: own.length > 0 ? shownUntil : null,
    address: `${env.APP_URL.host}${paths.activate()}`,
    academy: env.ACADEMY_NAME ?? null,
    timeZone: env.TIME_ZONE,
  };
}
