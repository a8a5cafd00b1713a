-- AlterTable
ALTER TABLE "ContentRevision" ADD COLUMN "change" TEXT;

-- AlterTable
ALTER TABLE "LessonProgress" ADD COLUMN "lastEndAt" DATETIME;

-- AlterTable
ALTER TABLE "Response" ADD COLUMN "spentMs" INTEGER;

-- CreateTable
CREATE TABLE "Regrade" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "quizId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "policiesJson" TEXT NOT NULL,
    "neverLower" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "appliedAt" DATETIME NOT NULL,
    "appliedById" TEXT NOT NULL,
    CONSTRAINT "Regrade_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Regrade_appliedById_fkey" FOREIGN KEY ("appliedById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ExtraTime" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "factor" REAL,
    "activeKey" TEXT,
    "grantedAt" DATETIME NOT NULL,
    "grantedById" TEXT NOT NULL,
    "endedAt" DATETIME,
    "endedById" TEXT,
    CONSTRAINT "ExtraTime_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ExtraTime_grantedById_fkey" FOREIGN KEY ("grantedById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ExtraTime_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "QuizTally" (
    "revisionId" TEXT NOT NULL PRIMARY KEY,
    "attempts" INTEGER NOT NULL,
    "sumsJson" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "QuizTally_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "textJson" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "readAt" DATETIME,
    CONSTRAINT "Notice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "scenarioId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "openKey" TEXT,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "endingId" TEXT,
    "skipped" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "ScenarioRun_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ScenarioRun_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioChoice" (
    "runId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "sceneId" TEXT NOT NULL,
    "choiceId" TEXT NOT NULL,
    "toScene" TEXT NOT NULL,
    "chosenAt" DATETIME NOT NULL,

    PRIMARY KEY ("runId", "step"),
    CONSTRAINT "ScenarioChoice_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ScenarioRun" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ContentItem" (
    "contentId" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "moduleId" TEXT,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL DEFAULT 0,
    "revisionId" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "retiredAt" DATETIME,
    "pendingRevisionId" TEXT,
    "pendingAt" DATETIME,
    CONSTRAINT "ContentItem_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ContentItem_pendingRevisionId_fkey" FOREIGN KEY ("pendingRevisionId") REFERENCES "ContentRevision" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_ContentItem" ("contentId", "courseId", "kind", "minutes", "moduleId", "position", "retiredAt", "revisionId", "title", "updatedAt") SELECT "contentId", "courseId", "kind", "minutes", "moduleId", "position", "retiredAt", "revisionId", "title", "updatedAt" FROM "ContentItem";
DROP TABLE "ContentItem";
ALTER TABLE "new_ContentItem" RENAME TO "ContentItem";
CREATE INDEX "ContentItem_courseId_position_idx" ON "ContentItem"("courseId", "position");
CREATE TABLE "new_Completion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "completedAt" DATETIME NOT NULL,
    "minutes" INTEGER NOT NULL,
    "activeSeconds" INTEGER NOT NULL,
    "ruleJson" TEXT NOT NULL,
    "voidedAt" DATETIME,
    "voidedById" TEXT,
    "voidReason" TEXT,
    "sequence" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Completion_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Completion_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Completion_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Completion" ("activeSeconds", "completedAt", "id", "lessonId", "minutes", "revisionId", "ruleJson", "userId", "voidReason", "voidedAt", "voidedById") SELECT "activeSeconds", "completedAt", "id", "lessonId", "minutes", "revisionId", "ruleJson", "userId", "voidReason", "voidedAt", "voidedById" FROM "Completion";
DROP TABLE "Completion";
ALTER TABLE "new_Completion" RENAME TO "Completion";
CREATE INDEX "Completion_lessonId_userId_idx" ON "Completion"("lessonId", "userId");
CREATE UNIQUE INDEX "Completion_userId_lessonId_revisionId_sequence_key" ON "Completion"("userId", "lessonId", "revisionId", "sequence");
CREATE TABLE "new_Attempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "quizId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "openKey" TEXT,
    "startedAt" DATETIME NOT NULL,
    "deadlineAt" DATETIME,
    "submittedAt" DATETIME,
    "drawnJson" TEXT,
    "extraTime" REAL,
    "voidedAt" DATETIME,
    "voidedById" TEXT,
    "voidReason" TEXT,
    "tallied" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "Attempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Attempt_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attempt_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Attempt" ("deadlineAt", "id", "number", "openKey", "quizId", "revisionId", "seed", "startedAt", "status", "submittedAt", "userId") SELECT "deadlineAt", "id", "number", "openKey", "quizId", "revisionId", "seed", "startedAt", "status", "submittedAt", "userId" FROM "Attempt";
DROP TABLE "Attempt";
ALTER TABLE "new_Attempt" RENAME TO "Attempt";
CREATE UNIQUE INDEX "Attempt_openKey_key" ON "Attempt"("openKey");
CREATE INDEX "Attempt_quizId_userId_idx" ON "Attempt"("quizId", "userId");
CREATE INDEX "Attempt_status_deadlineAt_idx" ON "Attempt"("status", "deadlineAt");
CREATE INDEX "Attempt_revisionId_tallied_idx" ON "Attempt"("revisionId", "tallied");
CREATE UNIQUE INDEX "Attempt_userId_quizId_number_key" ON "Attempt"("userId", "quizId", "number");
CREATE TABLE "new_Grading" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "points" REAL NOT NULL,
    "maxPoints" REAL NOT NULL,
    "score" REAL NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "detailJson" TEXT NOT NULL,
    "pending" INTEGER NOT NULL DEFAULT 0,
    "gradedAt" DATETIME NOT NULL,
    "gradedById" TEXT,
    "reason" TEXT,
    "regradeId" TEXT,
    CONSTRAINT "Grading_regradeId_fkey" FOREIGN KEY ("regradeId") REFERENCES "Regrade" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Grading_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Grading_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Grading_gradedById_fkey" FOREIGN KEY ("gradedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Grading" ("attemptId", "detailJson", "gradedAt", "gradedById", "id", "kind", "maxPoints", "passed", "points", "reason", "revisionId", "score", "sequence") SELECT "attemptId", "detailJson", "gradedAt", "gradedById", "id", "kind", "maxPoints", "passed", "points", "reason", "revisionId", "score", "sequence" FROM "Grading";
DROP TABLE "Grading";
ALTER TABLE "new_Grading" RENAME TO "Grading";
CREATE INDEX "Grading_regradeId_idx" ON "Grading"("regradeId");
CREATE UNIQUE INDEX "Grading_attemptId_sequence_key" ON "Grading"("attemptId", "sequence");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

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

