-- CreateTable
CREATE TABLE "Roster" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "fileName" TEXT NOT NULL,
    "cohortId" TEXT,
    "whole" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "refused" TEXT,
    "failure" TEXT,
    "encoding" TEXT,
    "delimiter" TEXT,
    "headerLine" INTEGER,
    "headingsKey" TEXT,
    "columnsJson" TEXT NOT NULL DEFAULT '[]',
    "problemsJson" TEXT NOT NULL DEFAULT '[]',
    "rowsHash" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT NOT NULL,
    "appliedAt" DATETIME,
    "appliedById" TEXT,
    CONSTRAINT "Roster_cohortId_fkey" FOREIGN KEY ("cohortId") REFERENCES "Cohort" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Roster_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Roster_appliedById_fkey" FOREIGN KEY ("appliedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RosterRow" (
    "rosterId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line" INTEGER,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "personJson" TEXT,
    "userId" TEXT,
    "asked" TEXT,
    "mayTake" BOOLEAN NOT NULL DEFAULT false,
    "answer" TEXT,

    PRIMARY KEY ("rosterId", "position"),
    CONSTRAINT "RosterRow_rosterId_fkey" FOREIGN KEY ("rosterId") REFERENCES "Roster" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RosterColumns" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "fieldsJson" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "Roster_createdAt_idx" ON "Roster"("createdAt");

-- CreateIndex
CREATE INDEX "RosterRow_rosterId_verdict_position_idx" ON "RosterRow"("rosterId", "verdict", "position");

-- CreateIndex
CREATE INDEX "RosterColumns_changedAt_idx" ON "RosterColumns"("changedAt");

