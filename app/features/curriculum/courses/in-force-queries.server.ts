import { sql } from '#app/db/client.server.ts';

/**
 * SQL: the id of the revision of a ContentItem that is in force at an instant (`asOf`).
 * @param item the table or its alias
 */
export function revisionInForce(item: ReturnType<typeof sql>, now: Date) {
  return sql`CASE WHEN ${item}."pendingAt" <= ${now} THEN ${item}."pendingRevisionId"
    ELSE ${item}."revisionId" END`;
}
