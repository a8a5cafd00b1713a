-- AlterTable
ALTER TABLE "ContentSync" ADD COLUMN "contentHash" TEXT;

-- CreateIndex
CREATE INDEX "ContentSync_contentHash_idx" ON "ContentSync"("contentHash");

