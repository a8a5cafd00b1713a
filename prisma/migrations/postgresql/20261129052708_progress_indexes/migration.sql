-- CreateIndex
CREATE INDEX "LessonProgress_userId_lastViewedAt_lessonId_activeSeconds_idx" ON "LessonProgress"("userId", "lastViewedAt", "lessonId", "activeSeconds");

-- CreateIndex
CREATE INDEX "Completion_userId_voidedAt_completedAt_lessonId_minutes_idx" ON "Completion"("userId", "voidedAt", "completedAt", "lessonId", "minutes");

-- CreateIndex
CREATE INDEX "Attempt_userId_status_startedAt_quizId_number_submittedAt_i_idx" ON "Attempt"("userId", "status", "startedAt", "quizId", "number", "submittedAt", "id");

-- CreateIndex
CREATE INDEX "Grading_attemptId_sequence_score_passed_idx" ON "Grading"("attemptId", "sequence", "score", "passed");

