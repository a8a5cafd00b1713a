-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Completion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "completedAt" DATETIME NOT NULL,
    "minutes" INTEGER NOT NULL,
    "activeSeconds" INTEGER NOT NULL,
    "ruleJson" TEXT NOT NULL,
    "voidedAt" DATETIME,
    "voidedById" TEXT,
    "voidReason" TEXT,
    "acceptedAt" DATETIME,
    "acceptedById" TEXT,
    "acceptReason" TEXT,
    "sequence" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Completion_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Completion_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Completion_acceptedById_fkey" FOREIGN KEY ("acceptedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Completion_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Completion" ("activeSeconds", "completedAt", "id", "lessonId", "minutes", "revisionId", "ruleJson", "sequence", "userId", "voidReason", "voidedAt", "voidedById") SELECT "activeSeconds", "completedAt", "id", "lessonId", "minutes", "revisionId", "ruleJson", "sequence", "userId", "voidReason", "voidedAt", "voidedById" FROM "Completion";
DROP TABLE "Completion";
ALTER TABLE "new_Completion" RENAME TO "Completion";
CREATE INDEX "Completion_lessonId_userId_idx" ON "Completion"("lessonId", "userId");
CREATE INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_activeSeconds_acceptedAt_idx" ON "Completion"("userId", "voidedAt", "completedAt", "lessonId", "minutes", "activeSeconds", "acceptedAt");
CREATE UNIQUE INDEX "Completion_userId_lessonId_revisionId_sequence_key" ON "Completion"("userId", "lessonId", "revisionId", "sequence");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

