-- DropIndex
DROP INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_act_idx";

-- AlterTable
ALTER TABLE "Completion" ADD COLUMN     "acceptReason" TEXT,
ADD COLUMN     "acceptedAt" TIMESTAMP(3),
ADD COLUMN     "acceptedById" TEXT;

-- CreateIndex
CREATE INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_act_idx" ON "Completion"("userId", "voidedAt", "completedAt", "lessonId", "minutes", "activeSeconds", "acceptedAt");

-- AddForeignKey
ALTER TABLE "Completion" ADD CONSTRAINT "Completion_acceptedById_fkey" FOREIGN KEY ("acceptedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

