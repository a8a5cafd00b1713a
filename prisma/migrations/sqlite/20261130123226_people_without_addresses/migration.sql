-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "foldedName" TEXT NOT NULL DEFAULT '',
    "givenName" TEXT,
    "familyName" TEXT,
    "preferredName" TEXT,
    "previousNamesJson" TEXT NOT NULL DEFAULT '[]',
    "badgeNumber" TEXT,
    "rank" TEXT,
    "agency" TEXT,
    "passwordHash" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedInAt" DATETIME,
    "disabledAt" DATETIME,
    "passwordDoubted" BOOLEAN NOT NULL DEFAULT false
);
INSERT INTO "new_User" ("agency", "badgeNumber", "createdAt", "disabledAt", "email", "familyName", "foldedName", "givenName", "id", "name", "passwordDoubted", "passwordHash", "preferredName", "previousNamesJson", "rank", "signedInAt") SELECT "agency", "badgeNumber", "createdAt", "disabledAt", "email", "familyName", "foldedName", "givenName", "id", "name", "passwordDoubted", "passwordHash", "preferredName", "previousNamesJson", "rank", "signedInAt" FROM "User";
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "User_badgeNumber_idx" ON "User"("badgeNumber");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

