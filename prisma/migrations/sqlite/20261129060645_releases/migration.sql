-- CreateTable
CREATE TABLE "Release" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "contentId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Release_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Release_contentId_id_idx" ON "Release"("contentId", "id");

-- Until now the audit log alone told of them.
INSERT INTO "Release" ("contentId", "revisionId", "at")
SELECT e."subjectId", r."id", e."at"
FROM "AuditEvent" e JOIN "ContentRevision" r ON r."id" = json_extract(e."afterJson", '$.revisionId')
WHERE e."subjectType" = 'content' AND e."action" = 'publish-revision'
ORDER BY e."id";
