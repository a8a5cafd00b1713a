-- AlterTable
ALTER TABLE "Cohort" ADD COLUMN "archivedAt" DATETIME;

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN "takenBackAt" DATETIME;

-- CreateTable
CREATE TABLE "OwnDate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "assignmentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "activeKey" TEXT,
    "setAt" DATETIME NOT NULL,
    "setById" TEXT NOT NULL,
    "endedAt" DATETIME,
    "endedById" TEXT,
    CONSTRAINT "OwnDate_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OwnDate_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OwnDate_setById_fkey" FOREIGN KEY ("setById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OwnDate_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "OwnDate_activeKey_key" ON "OwnDate"("activeKey");

-- CreateIndex
CREATE INDEX "OwnDate_assignmentId_userId_idx" ON "OwnDate"("assignmentId", "userId");

