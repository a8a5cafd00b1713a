-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "address" TEXT,
    "origin" TEXT,
    "createdAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "takenUntil" DATETIME,
    "endedAt" DATETIME,
    "outcome" TEXT,
    "problem" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "OutboxMessage_key_key" ON "OutboxMessage"("key");

-- CreateIndex
CREATE INDEX "OutboxMessage_endedAt_dueAt_idx" ON "OutboxMessage"("endedAt", "dueAt");

-- CreateIndex
CREATE INDEX "OutboxMessage_origin_createdAt_idx" ON "OutboxMessage"("origin", "createdAt");

