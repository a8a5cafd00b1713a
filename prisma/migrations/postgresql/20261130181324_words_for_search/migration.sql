-- AlterTable: the next start makes them
ALTER TABLE "Cohort" ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Reflection" ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "LessonPassage" (
    "id" SERIAL NOT NULL,
    "revisionId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "headingWords" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "LessonPassage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LessonPassage_revisionId_position_key" ON "LessonPassage"("revisionId", "position");

-- AddForeignKey
ALTER TABLE "LessonPassage" ADD CONSTRAINT "LessonPassage_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The indexes of words. What parts words is settled before, so that no parser of the server's makes addresses, numbers or
-- hyphens into something else. A tsvector takes no word beyond 2,046 bytes.
CREATE INDEX "User_search" ON "User" USING GIN (array_to_tsvector(array_remove(string_to_array(
    left(translate("foldedName" || ' ' || COALESCE("email", '') || ' ' || lower(COALESCE("badgeNumber", '')),
        '!"#$%&''()*+,-./:<=>?@[\]^_`{|}~·•،“”„«»…', repeat(' ', 50)), 500), ' '), '')));
CREATE INDEX "LessonPassage_search" ON "LessonPassage"
USING GIN (array_to_tsvector(array_remove(string_to_array("words", ' '), '')));
