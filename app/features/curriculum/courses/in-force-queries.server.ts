import { readRows, sql, type Tx } from '#app/db/client.server.ts';
import { forgetSnapshot } from './snapshot.server.ts';

/**
 * SQL: the id of the revision of a ContentItem that is in force at an instant (`asOf`).
 * @param item the table or its alias
 */
export function revisionInForce(item: ReturnType<typeof sql>, now: Date) {
  return sql`CASE WHEN ${item}."pendingAt" <= ${now} THEN ${item}."pendingRevisionId"
    ELSE ${item}."revisionId" END`;
}

/**
 * Whether a revision is the one in force of its item, as the transaction sees it. If not, whoever reads the curriculum
 * next gets it anew: another process may have published.
 */
export async function isInForce(
  { id, revisionId }: { id: string; revisionId: string },
  tx: Tx,
): Promise<boolean> {
  const [item] = await readRows<{ revisionId: string }[]>(
    sql`SELECT ${revisionInForce(sql`i`, new Date())} AS "revisionId"
      FROM "ContentItem" i WHERE i."contentId" = ${id}`,
    tx,
  );
  const same = item?.revisionId === revisionId;
  if (!same) forgetSnapshot();
  return same;
}
