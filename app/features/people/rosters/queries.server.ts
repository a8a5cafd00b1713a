import { listKnown } from './known-queries.server.ts';
import { readRoster, refuseLarge } from './reading.server.ts';
import type { RosterCheck } from './schema.ts';
import { toCheck } from './verdict-rules.ts';

/** What an import of a list would change, and nothing else. */

/** The answer to a file that is too large to be read; null for any other. @param size in bytes */
export function refuseSize(size: number): RosterCheck | null {
  const refused = refuseLarge(size);
  return refused && { ...refused, rows: [] };
}

/** The dry run of a list against the accounts there are. Nothing is changed, and nothing of the list is kept. */
export async function checkRoster(bytes: Uint8Array): Promise<RosterCheck> {
  const read = await readRoster(bytes);
  return toCheck(read, read.refused === null ? await listKnown() : { people: [], cohorts: [] });
}
