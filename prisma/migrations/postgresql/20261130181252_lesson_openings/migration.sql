-- CreateTable
CREATE TABLE "LessonOpening" (
    "id" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "rulesJson" TEXT NOT NULL,
    "activeKey" TEXT,
    "reason" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "openedById" TEXT NOT NULL,
    "endedAt" TIMESTAMP(3),
    "endedById" TEXT,

    CONSTRAINT "LessonOpening_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LessonOpening_activeKey_key" ON "LessonOpening"("activeKey");

-- AddForeignKey
ALTER TABLE "LessonOpening" ADD CONSTRAINT "LessonOpening_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonOpening" ADD CONSTRAINT "LessonOpening_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

