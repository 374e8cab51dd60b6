-- What the school changed by hand, imports leave alone. Invitations, and what staff have to know of a child.
-- CreateEnum
CREATE TYPE "consent_kind" AS ENUM ('data', 'photos_inside', 'photos_public', 'medical');

-- CreateEnum
CREATE TYPE "invitation_kind" AS ENUM ('mail', 'code');

-- AlterTable
ALTER TABLE "assignments" ADD COLUMN     "byHand" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "enrolments" ADD COLUMN     "byHand" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "guardianships" ADD COLUMN     "grantedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "students" ADD COLUMN     "birthDate" DATE,
ADD COLUMN     "bornByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "endedByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "namedByHand" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "changedByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "endedByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rolesByHand" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" "invitation_kind" NOT NULL,
    "secretHash" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "medical_notes" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "condition" TEXT NOT NULL,
    "reaction" TEXT NOT NULL DEFAULT '',
    "whatToDo" TEXT NOT NULL DEFAULT '',
    "updatedBy" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "medical_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "emergency_contacts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 1,

    CONSTRAINT "emergency_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "student_merges" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "mergedId" UUID NOT NULL,
    "keptId" UUID NOT NULL,
    "conflicts" JSONB NOT NULL DEFAULT '[]',
    "mergedBy" UUID,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "student_merges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "student_merges_tenantId_keptId_idx" ON "student_merges"("tenantId", "keptId");

-- CreateIndex
CREATE UNIQUE INDEX "student_merges_tenantId_mergedId_key" ON "student_merges"("tenantId", "mergedId");

-- CreateTable
CREATE TABLE "consent_texts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "kind" "consent_kind" NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "textId" UUID NOT NULL,
    "given" BOOLEAN NOT NULL,
    "decidedBy" UUID NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_texts_tenantId_id_key" ON "consent_texts"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_texts_tenantId_kind_version_key" ON "consent_texts"("tenantId", "kind", "version");

-- CreateIndex
CREATE INDEX "consents_tenantId_studentId_idx" ON "consents"("tenantId", "studentId");

-- CreateIndex
CREATE INDEX "invitations_tenantId_userId_idx" ON "invitations"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_tenantId_secretHash_key" ON "invitations"("tenantId", "secretHash");

-- CreateIndex
CREATE UNIQUE INDEX "medical_notes_tenantId_studentId_key" ON "medical_notes"("tenantId", "studentId");

-- CreateIndex
CREATE INDEX "emergency_contacts_tenantId_studentId_idx" ON "emergency_contacts"("tenantId", "studentId");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "medical_notes" ADD CONSTRAINT "medical_notes_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emergency_contacts" ADD CONSTRAINT "emergency_contacts_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_tenantId_textId_fkey" FOREIGN KEY ("tenantId", "textId") REFERENCES "consent_texts"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "student_merges" ADD CONSTRAINT "student_merges_tenantId_mergedId_fkey" FOREIGN KEY ("tenantId", "mergedId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "student_merges" ADD CONSTRAINT "student_merges_tenantId_keptId_fkey" FOREIGN KEY ("tenantId", "keptId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "student_merges" ADD CONSTRAINT "student_merges_two" CHECK ("mergedId" <> "keptId");
ALTER TABLE "emergency_contacts" ADD CONSTRAINT "emergency_contacts_priority" CHECK ("priority" > 0);
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_days" CHECK ("expiresAt" > "createdAt");

CALL protect_tenant_table('invitations');
CALL protect_tenant_table('medical_notes');
CALL protect_tenant_table('emergency_contacts');
CALL protect_tenant_table('consent_texts', append_only => true);
CALL protect_tenant_table('consents', append_only => true);
CALL protect_tenant_table('student_merges');
