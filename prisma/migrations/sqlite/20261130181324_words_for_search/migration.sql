-- AlterTable: the next start makes them
ALTER TABLE "Cohort" ADD COLUMN "words" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Reflection" ADD COLUMN "words" TEXT NOT NULL DEFAULT '';

-- What people are found by. An index of words points at rows by numbers that stay, and those of User may change with a VACUUM.
CREATE TABLE "PersonWords" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT NOT NULL,
    "words" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "LessonPassage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "revisionId" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "headingWords" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    CONSTRAINT "LessonPassage_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "ContentRevision" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "PersonWords_userId_key" ON "PersonWords"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "LessonPassage_revisionId_position_key" ON "LessonPassage"("revisionId", "position");

-- The indexes of words. They hold no text of their own: what they index stays in the tables, by whose ids they point.
CREATE VIRTUAL TABLE "PersonWords_search" USING fts5(
    "words", content = 'PersonWords', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE "LessonPassage_search" USING fts5(
    "words", content = 'LessonPassage', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);

-- What FTS5 has of a row is taken out by the words that it was put in with.
CREATE TRIGGER "PersonWords_inserted" AFTER INSERT ON "PersonWords" BEGIN
    INSERT INTO "PersonWords_search" ("rowid", "words") VALUES (NEW."id", NEW."words");
END;
CREATE TRIGGER "PersonWords_updated" AFTER UPDATE OF "id", "words" ON "PersonWords" BEGIN
    INSERT INTO "PersonWords_search" ("PersonWords_search", "rowid", "words") VALUES ('delete', OLD."id", OLD."words");
    INSERT INTO "PersonWords_search" ("rowid", "words") VALUES (NEW."id", NEW."words");
END;
CREATE TRIGGER "PersonWords_deleted" AFTER DELETE ON "PersonWords" BEGIN
    INSERT INTO "PersonWords_search" ("PersonWords_search", "rowid", "words") VALUES ('delete', OLD."id", OLD."words");
END;

CREATE TRIGGER "LessonPassage_inserted" AFTER INSERT ON "LessonPassage" BEGIN
    INSERT INTO "LessonPassage_search" ("rowid", "words") VALUES (NEW."id", NEW."words");
END;
CREATE TRIGGER "LessonPassage_updated" AFTER UPDATE OF "id", "words" ON "LessonPassage" BEGIN
    INSERT INTO "LessonPassage_search" ("LessonPassage_search", "rowid", "words") VALUES ('delete', OLD."id", OLD."words");
    INSERT INTO "LessonPassage_search" ("rowid", "words") VALUES (NEW."id", NEW."words");
END;
CREATE TRIGGER "LessonPassage_deleted" AFTER DELETE ON "LessonPassage" BEGIN
    INSERT INTO "LessonPassage_search" ("LessonPassage_search", "rowid", "words") VALUES ('delete', OLD."id", OLD."words");
END;

CREATE TRIGGER "User_inserted_words" AFTER INSERT ON "User" BEGIN
    INSERT INTO "PersonWords" ("userId", "words")
    VALUES (NEW."id", NEW."foldedName" || ' ' || COALESCE(NEW."email", '') || ' ' || LOWER(COALESCE(NEW."badgeNumber", '')));
END;
CREATE TRIGGER "User_updated_words" AFTER UPDATE OF "id", "foldedName", "email", "badgeNumber" ON "User"
WHEN OLD."id" <> NEW."id" OR OLD."foldedName" <> NEW."foldedName" OR OLD."email" IS NOT NEW."email"
    OR OLD."badgeNumber" IS NOT NEW."badgeNumber" BEGIN
    UPDATE "PersonWords" SET "userId" = NEW."id",
        "words" = NEW."foldedName" || ' ' || COALESCE(NEW."email", '') || ' ' || LOWER(COALESCE(NEW."badgeNumber", ''))
    WHERE "userId" = OLD."id";
END;
CREATE TRIGGER "User_deleted_words" AFTER DELETE ON "User" BEGIN
    DELETE FROM "PersonWords" WHERE "userId" = OLD."id";
END;

-- Everybody who is here already.
INSERT INTO "PersonWords" ("userId", "words")
SELECT "id", "foldedName" || ' ' || COALESCE("email", '') || ' ' || LOWER(COALESCE("badgeNumber", '')) FROM "User";
