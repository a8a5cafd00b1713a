import { randomBytes } from 'node:crypto';
import type { Visit } from '#app/auth/change.ts';
import { hashSetSecret } from '#app/auth/password.server.ts';
import type { Seal } from '#app/auth/seal.server.ts';
import { db, inTransactionAbout, newId, type Tx } from '#app/db/client.server.ts';
import { insertRows } from '#app/db/insert-rows.server.ts';
import { recordAudit } from '#app/features/audit/mutations.server.ts';
import { recordNotices } from '#app/features/notices/mutations.server.ts';
import { formatRecoveryCode, makeRecoveryCode, recoveryCodes } from './rules.ts';

/** Codes on paper. Stored is a slow hash of each; the codes of a set share its salt, so that a try costs one hash. */

const shownMs = 10 * 60_000;

/** A set of codes as rows, with the codes sealed for the session that made them. */
export async function makeCodeRows(userId: string, seal: Seal, now: Date) {
  const salt = randomBytes(16).toString('base64url');
  const codes = Array.from({ length: recoveryCodes }, () => makeRecoveryCode(randomBytes(10)));
  const sealedUntil = new Date(now.getTime() + shownMs);
  const hashes = await Promise.all(codes.map((code) => hashSetSecret(code, salt)));
  return codes.map((code, index) => ({
    id: newId(),
    userId,
    salt,
    hash: hashes[index] ?? '',
    createdAt: now,
    sealedCode: seal.seal(formatRecoveryCode(code)),
    sealedUntil,
  }));
}

/** Puts a set in the place of the one before. */
export async function replaceCodes(
  tx: Tx,
  userId: string,
  rows: Awaited<ReturnType<typeof makeCodeRows>>,
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await insertRows(tx, 'RecoveryCode', rows);
}

/** Takes a recovery code of a person, once. It stands in the log, and its owner is told. */
export async function takeRecoveryCode(
  userId: string,
  code: string,
  { requestId }: Visit,
): Promise<boolean> {
  const rows = await db.recoveryCode.findMany({ where: { userId, usedAt: null } });
  const [first] = rows;
  if (!first) return false;
  const hash = await hashSetSecret(code, first.salt);
  const id = rows.find((row) => row.salt === first.salt && row.hash === hash)?.id;
  if (!id) return false;
  return inTransactionAbout(userId, async (tx) => {
    const usedAt = new Date();
    const { count } = await tx.recoveryCode.updateMany({
      where: { id, usedAt: null },
      data: { usedAt, sealedCode: null, sealedUntil: null },
    });
    if (count === 0) return false;
    const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
    await recordAudit(tx, {
      actorId: userId,
      action: 'use-recovery-code',
      subject: 'user',
      subjectId: userId,
      after: { left },
      requestId,
    });
    await recordNotices(
      tx,
      [{ userId, subjectId: id, text: { kind: 'recovery-code-used', left } }],
      usedAt,
    );
    return true;
  });
}
