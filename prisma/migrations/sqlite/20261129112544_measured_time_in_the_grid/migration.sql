-- DropIndex
DROP INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_idx";

-- CreateIndex
CREATE INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_activeSeconds_idx" ON "Completion"("userId", "voidedAt", "completedAt", "lessonId", "minutes", "activeSeconds");

