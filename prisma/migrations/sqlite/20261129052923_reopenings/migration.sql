-- CreateTable
CREATE TABLE "Reopening" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "reopenedAt" DATETIME NOT NULL,
    "reopenedById" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "Reopening_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reopening_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Reopening_attemptId_idx" ON "Reopening"("attemptId");


-- Until now the audit log alone told of them.
INSERT INTO "Reopening" ("id", "attemptId", "reopenedAt", "reopenedById", "reason")
SELECT 'audit-' || e."id", e."subjectId", e."at", e."actorId", COALESCE(json_extract(e."afterJson", '$.reason'), '')
FROM "AuditEvent" e JOIN "Attempt" a ON a."id" = e."subjectId"
WHERE e."subjectType" = 'attempt' AND e."action" = 'reopen-attempt' AND e."actorId" IS NOT NULL
ORDER BY e."id";
