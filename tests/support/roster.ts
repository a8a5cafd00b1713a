import { db, newId } from '#app/db/client.server.ts';
import { createUser } from '#tests/factories/people.ts';

/**
 * A list of people that was read, or applied: one column, and one row that asks, or that made an account. Its file is not
 * there any more. @returns its id
 */
export async function createRoster(state: 'read' | 'applied'): Promise<string> {
  const id = newId();
  const createdById = (await createUser({ roles: ['admin'] })).id;
  const isApplied = state === 'applied';
  await db.roster.create({
    data: {
      id,
      fileName: 'class.csv',
      state,
      headingsKey: id,
      columnsJson: '[{"heading":"Badge","field":"badge"}]',
      rowsHash: 'of these rows',
      createdById,
      ...(isApplied && { appliedAt: new Date(), appliedById: createdById }),
      rows: {
        create: {
          position: 1,
          line: 2,
          verdict: isApplied ? 'create' : 'ask',
          personJson: '{"name":"Ann Poe"}',
          userId: isApplied ? (await createUser()).id : null,
          asked: isApplied ? null : 'Say whether this is one person.',
          mayTake: !isApplied,
        },
      },
    },
  });
  return id;
}
