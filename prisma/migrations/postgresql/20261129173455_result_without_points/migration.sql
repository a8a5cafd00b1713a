-- DropIndex
DROP INDEX "Grading_attemptId_sequence_score_passed_idx";

-- CreateIndex
CREATE INDEX "Grading_attemptId_sequence_score_passed_maxPoints_idx" ON "Grading"("attemptId", "sequence", "score", "passed", "maxPoints");

