import { inTransaction } from '#app/db/client.server.ts';
import { toWordColumn } from '#app/searched-words.ts';

/** Makes the words by which cohorts are found that were there before these were kept. @returns how many */
export async function makeCohortWords(): Promise<number> {
  return inTransaction(async (tx) => {
    const where = { words: '' };
    const cohorts = await tx.cohort.findMany({ where, select: { id: true, name: true } });
    for (const { id, name } of cohorts)
      await tx.cohort.update({ where: { id }, data: { words: toWordColumn(name) } });
    return cohorts.length;
  });
}
