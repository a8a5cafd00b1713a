import { db } from '#app/db/client.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { toKeyLines } from '#app/features/curriculum/items/key-rules.ts';
import type { ItemChange, KeyLine } from '#app/features/curriculum/items/type-rules.ts';
import type { ItemPolicy } from '#app/features/records/gradings/grading-rules.ts';
import { findItemChange, type QuizVersion } from '#app/features/records/gradings/key-fix-rules.ts';

/** How the items of a quiz differ from what earlier revisions had. */

/** A revision as readers know it. */
export type RevisionHead = { id: string; edition: number; createdAt: Date };

/** An item as an earlier revision had it. */
type EarlierItem = { revision: RevisionHead; change: ItemChange; key: KeyLine[] };

/**
 * An item that was changed. `number`: its place in the quiz as written now, or before. `now`: its key now, null when removed.
 * `dropped`: the last regrade took it out of the points.
 */
export type ChangedItem = {
  id: string;
  number: number;
  change: ItemChange;
  promptHtml: string;
  earlier: EarlierItem[];
  now: KeyLine[] | null;
  policy: ItemPolicy;
  dropped: boolean;
};

/** Revisions by id, as readers know them. */
export async function readHeads(ids: readonly string[]): Promise<Map<string, RevisionHead>> {
  const heads = await db.contentRevision.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, edition: true, createdAt: true },
  });
  return new Map(heads.map((head) => [head.id, head]));
}

const gravest: Record<ItemChange, number> = { key: 0, removed: 1, options: 2 };

/** The items that some of these revisions have otherwise than the one published now, in its order; removed ones last. */
export async function listChangedItems(
  target: QuizVersion,
  revisionIds: readonly string[],
  heads: ReadonlyMap<string, RevisionHead>,
): Promise<Omit<ChangedItem, 'policy' | 'dropped'>[]> {
  const found = new Map<string, Omit<ChangedItem, 'policy' | 'dropped' | 'change'>>();
  for (const revisionId of revisionIds) {
    const revision = heads.get(revisionId);
    const version = await getQuizRevision(revisionId);
    for (const [index, item] of version.body.items.entries()) {
      const change = findItemChange(item.id, version, target);
      if (!change || !revision) continue;
      const at = target.body.items.findIndex(({ id }) => id === item.id);
      const is = target.body.items[at];
      const known = found.get(item.id) ?? {
        id: item.id,
        number: (is ? at : index) + 1,
        promptHtml: (is ?? item).promptHtml,
        earlier: [],
        now: is ? toKeyLines(is, target.key[item.id]) : null,
      };
      known.earlier.push({ revision, change, key: toKeyLines(item, version.key[item.id]) });
      found.set(item.id, known);
    }
  }
  const items = [...found.values()].map((item) => {
    const changes = item.earlier.map(({ change }) => change);
    const [change = 'options'] = changes.sort((one, other) => gravest[one] - gravest[other]);
    return { ...item, change };
  });
  return items.sort(
    (one, other) =>
      Number(one.now === null) - Number(other.now === null) || one.number - other.number,
  );
}
