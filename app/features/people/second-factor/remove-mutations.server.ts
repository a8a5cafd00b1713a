import type { Tx } from '#app/db/client.server.ts';

/** Removes everything that a person could show beside their password. */
export async function removeFactors(tx: Tx, userId: string): Promise<void> {
  await tx.codeApp.deleteMany({ where: { userId } });
  await tx.passkey.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
}
