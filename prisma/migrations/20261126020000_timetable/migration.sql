-- AlterTable
ALTER TABLE "lessons" ADD COLUMN     "closureId" UUID,
ADD COLUMN     "exception" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "seriesDate" DATE,
ADD COLUMN     "seriesId" UUID,
ADD COLUMN     "statusBefore" "lesson_status";

-- CreateTable
CREATE TABLE "lesson_series" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "weekdays" SMALLINT[],
    "startTime" TIME(0) NOT NULL,
    "endTime" TIME(0) NOT NULL,
    "place" TEXT,
    "kind" "lesson_kind" NOT NULL DEFAULT 'lesson',
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "filledTo" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lesson_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_changes" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "lessonId" UUID NOT NULL,
    "batchId" UUID,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "reason" TEXT,
    "changedBy" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lesson_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closures" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "branchId" UUID,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "closures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rooms" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_links" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lesson_series_tenantId_groupId_idx" ON "lesson_series"("tenantId", "groupId");

-- CreateIndex
CREATE INDEX "lesson_series_filledTo_idx" ON "lesson_series"("filledTo");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_series_tenantId_id_key" ON "lesson_series"("tenantId", "id");

-- CreateIndex
CREATE INDEX "lesson_changes_tenantId_lessonId_id_idx" ON "lesson_changes"("tenantId", "lessonId", "id");

-- CreateIndex
CREATE INDEX "lesson_changes_tenantId_batchId_idx" ON "lesson_changes"("tenantId", "batchId");

-- CreateIndex
CREATE INDEX "closures_tenantId_to_from_idx" ON "closures"("tenantId", "to", "from");

-- CreateIndex
CREATE UNIQUE INDEX "closures_tenantId_id_key" ON "closures"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rooms_tenantId_branchId_name_key" ON "rooms"("tenantId", "branchId", "name");

-- CreateIndex
CREATE INDEX "calendar_links_tenantId_userId_idx" ON "calendar_links"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_links_tenantId_tokenHash_key" ON "calendar_links"("tenantId", "tokenHash");

-- CreateIndex
CREATE INDEX "lessons_tenantId_closureId_idx" ON "lessons"("tenantId", "closureId");

-- CreateIndex
CREATE UNIQUE INDEX "lessons_tenantId_seriesId_seriesDate_key" ON "lessons"("tenantId", "seriesId", "seriesDate");

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenantId_seriesId_fkey" FOREIGN KEY ("tenantId", "seriesId") REFERENCES "lesson_series"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenantId_closureId_fkey" FOREIGN KEY ("tenantId", "closureId") REFERENCES "closures"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_series" ADD CONSTRAINT "lesson_series_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "groups"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closures" ADD CONSTRAINT "closures_tenantId_branchId_fkey" FOREIGN KEY ("tenantId", "branchId") REFERENCES "branches"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_tenantId_branchId_fkey" FOREIGN KEY ("tenantId", "branchId") REFERENCES "branches"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_links" ADD CONSTRAINT "calendar_links_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "lesson_series" ADD CONSTRAINT "lesson_series_times" CHECK ("endTime" > "startTime");
ALTER TABLE "lesson_series" ADD CONSTRAINT "lesson_series_weekdays" CHECK (cardinality("weekdays") > 0 AND "weekdays" <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]);
ALTER TABLE "closures" ADD CONSTRAINT "closures_days" CHECK ("to" >= "from");

CALL protect_tenant_table('lesson_series');
CALL protect_tenant_table('lesson_changes', append_only => true);
CALL protect_tenant_table('closures');
CALL protect_tenant_table('rooms');
CALL protect_tenant_table('calendar_links');

-- Whoever rolls timetables forward looks for series that are due, of all tenants.
CALL open_to_system('lesson_series', 'SELECT');
