import { db } from '#app/db/client.server.ts';
import { getQuizRevision } from '#app/features/curriculum/courses/queries.server.ts';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { flagNames } from './flag-rules.ts';
import { fewestAttempts, toItemStatistics } from './statistics-rules.ts';
import { quizTallySchema } from './tally-rules.ts';

/** What item statistics say to the authors of a quiz: which questions to look at again, and nothing about persons. */

/** A quiz revision's flagged items, flags in words. `attempts`: counted first attempts; below `enough` none is flagged. */
export type QuizFlags = {
  attempts: number;
  enough: number;
  items: { id: string; flags: string[] }[];
};

/** Flags by quiz revision; revisions that nobody has taken yet are absent. */
export async function listQuizFlags(
  revisionIds: readonly string[],
): Promise<Record<string, QuizFlags>> {
  const tallies = await db.quizTally.findMany({
    where: { revisionId: { in: [...revisionIds] } },
    select: { revisionId: true, sumsJson: true },
  });
  const flags = await Promise.all(
    tallies.map(async ({ revisionId, sumsJson }): Promise<[string, QuizFlags]> => {
      const { attempts, items } = quizTallySchema.parse(JSON.parse(sumsJson));
      const none = { attempts, enough: fewestAttempts, items: [] };
      if (attempts < fewestAttempts) return [revisionId, none];
      const { body, key } = await getQuizRevision(revisionId);
      const flagged = body.items.flatMap((item) => {
        const { id } = item;
        const optionIds = rulesOf(item)
          .toCounted(item)
          .map((option) => option.id);
        const found = toItemStatistics(items[id], optionIds, key[id]?.correct ?? []).flags;
        const names = new Set(found.map(({ kind }) => flagNames[kind]));
        return names.size === 0 ? [] : [{ id, flags: [...names] }];
      });
      return [revisionId, { ...none, items: flagged }];
    }),
  );
  return Object.fromEntries(flags);
}
