-- AlterTable
ALTER TABLE "User" ADD COLUMN "givenName" TEXT;
ALTER TABLE "User" ADD COLUMN "familyName" TEXT;
ALTER TABLE "User" ADD COLUMN "preferredName" TEXT;
ALTER TABLE "User" ADD COLUMN "previousNamesJson" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "User" ADD COLUMN "badgeNumber" TEXT;
ALTER TABLE "User" ADD COLUMN "rank" TEXT;
ALTER TABLE "User" ADD COLUMN "agency" TEXT;

-- CreateTable
CREATE TABLE "ExternalId" (
    "userId" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("userId", "system"),
    CONSTRAINT "ExternalId_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "User_badgeNumber_idx" ON "User"("badgeNumber");

-- CreateIndex
CREATE UNIQUE INDEX "ExternalId_system_value_key" ON "ExternalId"("system", "value");
