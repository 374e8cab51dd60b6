-- CreateEnum
CREATE TYPE "feedback_visibility" AS ENUM ('public', 'private');

-- CreateTable
CREATE TABLE "taken_alerts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "takenBy" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT,
    "until" DATE NOT NULL,
    "knownDate" DATE NOT NULL,
    "knownTime" TIME(0) NOT NULL,

    CONSTRAINT "taken_alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "visibility" "feedback_visibility" NOT NULL,
    "text" TEXT NOT NULL,
    "writtenBy" UUID NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "correctedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_changes" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "feedbackId" UUID NOT NULL,
    "before" TEXT NOT NULL,
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "changedBy" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "taken_alerts_tenantId_takenBy_idx" ON "taken_alerts"("tenantId", "takenBy");

-- CreateIndex
CREATE UNIQUE INDEX "taken_alerts_tenantId_studentId_key" ON "taken_alerts"("tenantId", "studentId");

-- CreateIndex
CREATE INDEX "feedback_tenantId_studentId_visibility_writtenAt_idx" ON "feedback"("tenantId", "studentId", "visibility", "writtenAt");

-- CreateIndex
CREATE INDEX "feedback_tenantId_writtenBy_idx" ON "feedback"("tenantId", "writtenBy");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_tenantId_id_key" ON "feedback"("tenantId", "id");

-- CreateIndex
CREATE INDEX "feedback_changes_tenantId_feedbackId_idx" ON "feedback_changes"("tenantId", "feedbackId");

-- AddForeignKey
ALTER TABLE "taken_alerts" ADD CONSTRAINT "taken_alerts_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taken_alerts" ADD CONSTRAINT "taken_alerts_tenantId_takenBy_fkey" FOREIGN KEY ("tenantId", "takenBy") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_tenantId_writtenBy_fkey" FOREIGN KEY ("tenantId", "writtenBy") REFERENCES "users"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_changes" ADD CONSTRAINT "feedback_changes_tenantId_feedbackId_fkey" FOREIGN KEY ("tenantId", "feedbackId") REFERENCES "feedback"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('taken_alerts');
CALL protect_tenant_table('feedback');
CALL protect_tenant_table('feedback_changes', append_only => true);
