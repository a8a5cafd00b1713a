-- CreateTable
CREATE TABLE "Correction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "reason" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedAt" DATETIME,
    "decidedById" TEXT,
    "made" BOOLEAN,
    "answer" TEXT,
    CONSTRAINT "Correction_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Correction_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN "name" TEXT;
ALTER TABLE "Invitation" ADD COLUMN "accountId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Invitation" ADD COLUMN "withdrawnAt" DATETIME;
ALTER TABLE "Invitation" ADD COLUMN "sealedToken" TEXT;
ALTER TABLE "Invitation" ADD COLUMN "sealedUntil" DATETIME;

-- CreateIndex
CREATE INDEX "Invitation_accountId_idx" ON "Invitation"("accountId");

-- CreateIndex
CREATE INDEX "Correction_userId_idx" ON "Correction"("userId");

-- CreateIndex
CREATE INDEX "Correction_decidedAt_idx" ON "Correction"("decidedAt");

-- Until now a password link was tied to its account by the address alone, which can be corrected from now on.
UPDATE "Invitation" SET "accountId" = (SELECT u."id" FROM "User" u WHERE u."email" = "Invitation"."email")
WHERE "rolesJson" = '[]' AND "email" IS NOT NULL;
