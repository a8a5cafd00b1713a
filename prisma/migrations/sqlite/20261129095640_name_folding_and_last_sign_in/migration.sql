-- AlterTable
ALTER TABLE "User" ADD COLUMN "foldedName" TEXT NOT NULL DEFAULT '';
ALTER TABLE "User" ADD COLUMN "signedInAt" DATETIME;

-- Until now the audit log alone told of it. The folded names are made by the next start.
UPDATE "User" SET "signedInAt" = (
  SELECT MAX(e."at") FROM "AuditEvent" e
  WHERE e."actorId" = "User"."id" AND e."action" IN ('sign-in', 'accept-invitation', 'change-password')
);
