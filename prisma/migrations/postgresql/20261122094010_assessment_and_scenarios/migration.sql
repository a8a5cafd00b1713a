-- DropIndex
DROP INDEX "Completion_userId_lessonId_revisionId_key";

-- AlterTable
ALTER TABLE "ContentRevision" ADD COLUMN     "change" TEXT;

-- AlterTable
ALTER TABLE "ContentItem" ADD COLUMN     "pendingAt" TIMESTAMP(3),
ADD COLUMN     "pendingRevisionId" TEXT;

-- AlterTable
ALTER TABLE "LessonProgress" ADD COLUMN     "lastEndAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Completion" ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Attempt" ADD COLUMN     "drawnJson" TEXT,
ADD COLUMN     "extraTime" DOUBLE PRECISION,
ADD COLUMN     "tallied" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "voidReason" TEXT,
ADD COLUMN     "voidedAt" TIMESTAMP(3),
ADD COLUMN     "voidedById" TEXT;

-- AlterTable
ALTER TABLE "Response" ADD COLUMN     "spentMs" INTEGER;

-- AlterTable
ALTER TABLE "Grading" ADD COLUMN     "pending" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "regradeId" TEXT;

-- CreateTable
CREATE TABLE "Regrade" (
    "id" TEXT NOT NULL,
    "quizId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "policiesJson" TEXT NOT NULL,
    "neverLower" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "appliedAt" TIMESTAMP(3) NOT NULL,
    "appliedById" TEXT NOT NULL,

    CONSTRAINT "Regrade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExtraTime" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "factor" DOUBLE PRECISION,
    "activeKey" TEXT,
    "grantedAt" TIMESTAMP(3) NOT NULL,
    "grantedById" TEXT NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endedById" TEXT,

    CONSTRAINT "ExtraTime_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuizTally" (
    "revisionId" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "sumsJson" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "QuizTally_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "textJson" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "readAt" TIMESTAMP(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScenarioRun" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "scenarioId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "openKey" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endingId" TEXT,
    "skipped" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ScenarioRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScenarioChoice" (
    "runId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "sceneId" TEXT NOT NULL,
    "choiceId" TEXT NOT NULL,
    "toScene" TEXT NOT NULL,
    "chosenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioChoice_pkey" PRIMARY KEY ("runId","step")
);

-- CreateIndex
CREATE INDEX "Regrade_quizId_appliedAt_idx" ON "Regrade"("quizId", "appliedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ExtraTime_activeKey_key" ON "ExtraTime"("activeKey");

-- CreateIndex
CREATE INDEX "ExtraTime_userId_idx" ON "ExtraTime"("userId");

-- CreateIndex
CREATE INDEX "Notice_userId_readAt_idx" ON "Notice"("userId", "readAt");

-- CreateIndex
CREATE UNIQUE INDEX "ScenarioRun_openKey_key" ON "ScenarioRun"("openKey");

-- CreateIndex
CREATE INDEX "ScenarioRun_lessonId_scenarioId_idx" ON "ScenarioRun"("lessonId", "scenarioId");

-- CreateIndex
CREATE UNIQUE INDEX "ScenarioRun_userId_lessonId_scenarioId_number_key" ON "ScenarioRun"("userId", "lessonId", "scenarioId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Completion_userId_lessonId_revisionId_sequence_key" ON "Completion"("userId", "lessonId", "revisionId", "sequence");

-- CreateIndex
CREATE INDEX "Attempt_status_deadlineAt_idx" ON "Attempt"("status", "deadlineAt");

-- CreateIndex
CREATE INDEX "Attempt_revisionId_tallied_idx" ON "Attempt"("revisionId", "tallied");

-- CreateIndex
CREATE INDEX "Grading_regradeId_idx" ON "Grading"("regradeId");

-- AddForeignKey
ALTER TABLE "ContentItem" ADD CONSTRAINT "ContentItem_pendingRevisionId_fkey" FOREIGN KEY ("pendingRevisionId") REFERENCES "ContentRevision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grading" ADD CONSTRAINT "Grading_regradeId_fkey" FOREIGN KEY ("regradeId") REFERENCES "Regrade"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Regrade" ADD CONSTRAINT "Regrade_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Regrade" ADD CONSTRAINT "Regrade_appliedById_fkey" FOREIGN KEY ("appliedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtraTime" ADD CONSTRAINT "ExtraTime_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtraTime" ADD CONSTRAINT "ExtraTime_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExtraTime" ADD CONSTRAINT "ExtraTime_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuizTally" ADD CONSTRAINT "QuizTally_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioRun" ADD CONSTRAINT "ScenarioRun_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioRun" ADD CONSTRAINT "ScenarioRun_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScenarioChoice" ADD CONSTRAINT "ScenarioChoice_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ScenarioRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

