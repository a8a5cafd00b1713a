import { db, inTransaction } from '#app/db/client.server.ts';
import { toWordColumn } from '#app/searched-words.ts';

const madeAtOnce = 200;

/** Makes the words by which their writers find private notes that were there before these were kept. @returns how many */
export async function makeNoteWords(): Promise<number> {
  const stale = await db.reflection.findMany({
    where: { words: '' },
    select: { userId: true, lessonId: true, reflectId: true },
  });
  for (let from = 0; from < stale.length; from += madeAtOnce) {
    await inTransaction(async (tx) => {
      for (const key of stale.slice(from, from + madeAtOnce)) {
        const where = { userId_lessonId_reflectId: key };
        // Read here: its writer may have changed it since.
        const note = await tx.reflection.findUnique({ where, select: { body: true } });
        const words = toWordColumn(note?.body ?? '');
        await tx.reflection.update({ where, data: { words } });
      }
    });
  }
  return stale.length;
}
