-- AlterTable
ALTER TABLE "User" ALTER COLUMN "email" DROP NOT NULL;

