import { join, readRows, sql } from '#app/db/client.server.ts';
import { toDate } from '#app/db/dialect.server.ts';
import { responseValueSchema } from './schema.ts';

/** What is stored of the answers of attempts. */

/** A response as stored: `counted` false when it came after the attempt was closed. */
export type StoredResponse = {
  itemId: string;
  value: string[];
  seq: number;
  savedAt: Date;
  counted: boolean;
  /** Time with the item in view, all visits together, as the browser measured it; null: not measured. */
  spentMs: number | null;
};

type ResponseRow = Omit<StoredResponse, 'value' | 'savedAt' | 'counted'> & {
  attemptId: string;
  valueJson: string;
  savedAt: Date | string;
  counted: boolean | number;
};

/** The responses of an attempt by item id. The caller has checked whose attempt it is. */
export async function listResponses(attemptId: string): Promise<Map<string, StoredResponse>> {
  const byAttempt = await listResponsesOf([attemptId]);
  return byAttempt.get(attemptId) ?? new Map();
}

/** The responses of several attempts: attempt id to item id to response. The caller has checked whose they are. */
export async function listResponsesOf(
  attemptIds: readonly string[],
): Promise<Map<string, Map<string, StoredResponse>>> {
  const found = new Map<string, Map<string, StoredResponse>>();
  if (attemptIds.length === 0) return found;
  const rows = await readRows<ResponseRow[]>(sql`
    SELECT "attemptId", "itemId", "valueJson", "seq", "savedAt", "counted", "spentMs" FROM "Response"
    WHERE "attemptId" IN (${join([...attemptIds])})`);
  for (const { attemptId, itemId, valueJson, seq, savedAt, counted, spentMs } of rows) {
    const responses = found.get(attemptId) ?? new Map<string, StoredResponse>();
    responses.set(itemId, {
      itemId,
      seq,
      spentMs,
      value: responseValueSchema.parse(JSON.parse(valueJson)),
      savedAt: toDate(savedAt),
      counted: Boolean(counted),
    });
    found.set(attemptId, responses);
  }
  return found;
}
