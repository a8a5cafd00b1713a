/** How many connections a server opens at most, by what they are for. */
export type PoolSizes = {
  transactions: number;
  /** What Prisma asks outside any transaction. */
  queries: number;
  /** Raw statements outside any transaction. */
  statements: number;
};

/** Shares out the connections of a server: those that change something get the most, and each kind at least one. */
export function toPoolSizes(connections: number): PoolSizes {
  const transactions = Math.max(1, Math.round(connections * 0.45));
  const queries = Math.max(1, Math.round(connections * 0.18));
  return { transactions, queries, statements: Math.max(1, connections - transactions - queries) };
}
