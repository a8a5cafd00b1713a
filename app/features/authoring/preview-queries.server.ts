import { db } from '#app/db/client.server.ts';
import { env } from '#app/env.server.ts';
import { asOf } from '#app/features/curriculum/courses/in-force-rules.ts';
import type { Scenario } from '#app/features/curriculum/items/schema.ts';
import { askWorkshop } from '#app/features/curriculum/workshop/workshop.server.ts';
import { drawScenarios } from '#app/features/learning/scenarios/graph-queries.server.ts';
import { notFound } from '#app/http/errors.ts';
import { dayOf } from '#app/time/days.ts';
import { waitForChange } from './preview-changes.server.ts';
import { readVersion } from './preview-rules.ts';
import {
  isPreviewableTask,
  type Preview,
  type PreviewReading,
  type PreviewStanding,
  readPreviewTask,
} from './preview-schema.ts';

/** A file of the content folder as it is on disk now, as its author previews it. Keys and all: for authors only. */

type Standing = PreviewStanding & { revisionId: string | null };

async function findStanding({ id, revisionId, keptBy }: PreviewReading): Promise<Standing> {
  const stored = id === null ? null : await db.contentItem.findUnique({ where: { contentId: id } });
  const row = stored === null ? null : asOf(stored, new Date());
  const inForce = row !== null && row.retiredAt === null;
  const pendingAt = row?.pendingAt ?? null;
  const keeper = inForce ? keptBy.inForce : keptBy.otherwise;
  const known = { inForce, pendingAt, keptBy: keeper, revisionId: inForce ? row.revisionId : null };
  if (revisionId === null) return { state: 'broken', ...known };
  if (keeper !== null) return { state: 'draft', ...known };
  if (pendingAt !== null && row?.pendingRevisionId === revisionId)
    return { state: 'waits', ...known };
  if (!inForce) return { state: 'new', ...known };
  return { state: row.revisionId === revisionId ? 'same' : 'changed', ...known };
}

const noFile = () => notFound('There is no file of the content folder at this address.');

/**
 * Previews a file as it is on disk now.
 * @param address course, module (may be left out) and file name or id, as `toAddress` writes it
 * @param since the version that the browser shows: waits until there is a newer one, and then answers at once with what
 * needs no check of quality; asked again, it adds that. Null: everything, now.
 * @param notes whether problems are set into the page
 * @param graphs whether the page shows pictures of scenarios
 * @throws 404 Response when there is no such file
 */
export async function getPreview(
  address: string,
  asked: { since: string | null; notes: boolean; graphs: boolean; signal: AbortSignal },
): Promise<Preview> {
  const { since, notes, signal } = asked;
  const shows = readVersion(since);
  if (shows?.checked) {
    // An address that leads nowhere is told at once.
    if (!(await askWorkshop(isPreviewableTask, address))) throw noFile();
    await waitForChange(shows.state, signal);
  }
  const today = dayOf(new Date(), env.TIME_ZONE);
  const reading = await askWorkshop(readPreviewTask, { address, shows, notes, today });
  if (reading === null) throw noFile();
  const { keptBy, ...shown } = reading;
  const { revisionId, ...standing } = await findStanding(reading);
  const graphs = asked.graphs ? await drawScenarios(listScenarios(reading)) : {};
  return { ...shown, standing, revisionId, timeZone: env.TIME_ZONE, graphs };
}

function listScenarios({ output }: PreviewReading): Scenario[] {
  if (output?.kind !== 'lesson') return [];
  return output.body.blocks.flatMap((block) => (block.type === 'scenario' ? [block.scenario] : []));
}

/** A preview for somebody who must not see the answers just now: that it is there, and nothing of what it says. */
export function withoutKeys(preview: Preview): Preview {
  return { ...preview, output: null, problems: [], partial: false };
}
