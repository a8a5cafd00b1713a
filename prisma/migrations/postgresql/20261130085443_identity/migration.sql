-- AlterTable
ALTER TABLE "User" ADD COLUMN     "agency" TEXT,
ADD COLUMN     "badgeNumber" TEXT,
ADD COLUMN     "familyName" TEXT,
ADD COLUMN     "givenName" TEXT,
ADD COLUMN     "preferredName" TEXT,
ADD COLUMN     "previousNamesJson" TEXT NOT NULL DEFAULT '[]',
ADD COLUMN     "rank" TEXT;

-- CreateTable
CREATE TABLE "ExternalId" (
    "userId" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "ExternalId_pkey" PRIMARY KEY ("userId","system")
);

-- CreateIndex
CREATE UNIQUE INDEX "ExternalId_system_value_key" ON "ExternalId"("system", "value");

-- CreateIndex
CREATE INDEX "User_badgeNumber_idx" ON "User"("badgeNumber");

-- AddForeignKey
ALTER TABLE "ExternalId" ADD CONSTRAINT "ExternalId_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

