/** Which revision of a thing is in force at an instant. Pure: no I/O here. */

/** What a row of the published tree says of its revisions. `retiredAt` set: none is in force. */
export type Standing = {
  revisionId: string;
  retiredAt: Date | null;
  pendingRevisionId: string | null;
  pendingAt: Date | null;
};

/**
 * A row as it stands at an instant: a revision whose time has come is in force from that very millisecond, for every
 * reader and on every server, whether or not the database says so yet.
 */
export function asOf<Row extends Standing>(row: Row, now: Date): Row {
  const { pendingRevisionId, pendingAt } = row;
  if (pendingRevisionId === null || pendingAt === null || pendingAt > now) return row;
  return {
    ...row,
    revisionId: pendingRevisionId,
    retiredAt: null,
    pendingRevisionId: null,
    pendingAt: null,
  };
}
