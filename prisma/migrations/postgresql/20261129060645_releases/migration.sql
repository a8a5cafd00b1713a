-- CreateTable
CREATE TABLE "Release" (
    "id" SERIAL NOT NULL,
    "contentId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Release_contentId_id_idx" ON "Release"("contentId", "id");

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now the audit log alone told of them.
INSERT INTO "Release" ("contentId", "revisionId", "at")
SELECT e."subjectId", r."id", e."at"
FROM "AuditEvent" e JOIN "ContentRevision" r ON r."id" = CAST(e."afterJson" AS JSON) ->> 'revisionId'
WHERE e."subjectType" = 'content' AND e."action" = 'publish-revision'
ORDER BY e."id";
