-- Extensions, identifiers and roles come first: the tables' defaults and indexes need them.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- RFC 9562 §5.7: 48 bits of milliseconds, then random. PostgreSQL has its own only from 18.
CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- Roles belong to the whole cluster: another database may have made them, and may be making them now.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['goalschool_app', 'goalschool_system', 'goalschool_search'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', name);
    EXCEPTION WHEN unique_violation OR internal_error THEN NULL; -- "tuple concurrently updated"
    END;
  END LOOP;
END $$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "control";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "control"."vocabulary" AS ENUM ('school', 'academy');

-- CreateEnum
CREATE TYPE "home_state" AS ENUM ('active', 'holding', 'moved');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('operator', 'admin', 'manager', 'editor', 'teacher', 'parent', 'student');

-- CreateEnum
CREATE TYPE "group_kind" AS ENUM ('class', 'registration');

-- CreateEnum
CREATE TYPE "assignment_role" AS ENUM ('lead', 'assistant');

-- CreateEnum
CREATE TYPE "lesson_kind" AS ENUM ('lesson', 'training', 'match', 'tournament', 'registration');

-- CreateEnum
CREATE TYPE "lesson_status" AS ENUM ('scheduled', 'cancelled', 'moved');

-- CreateEnum
CREATE TYPE "guest_kind" AS ENUM ('trial', 'make_up', 'called_up');

-- CreateEnum
CREATE TYPE "mark_status" AS ENUM ('present', 'late', 'absent', 'excused');

-- CreateEnum
CREATE TYPE "mark_source" AS ENUM ('register', 'notice', 'import', 'demo');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('oneroster', 'attendance');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('uploaded', 'checking', 'checked', 'confirmed', 'running', 'done', 'failed', 'discarded');

-- CreateTable
CREATE TABLE "control"."tenants" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "vocabulary" "control"."vocabulary" NOT NULL DEFAULT 'school',
    "timeZone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "brandColour" TEXT NOT NULL DEFAULT '#1d6b4f',
    "about" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL,
    "shard" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control"."domains" (
    "host" TEXT NOT NULL,
    "tenantId" UUID NOT NULL,

    CONSTRAINT "domains_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "control"."shards" (
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shards_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "tenant_homes" (
    "tenantId" UUID NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "state" "home_state" NOT NULL DEFAULT 'active',

    CONSTRAINT "tenant_homes_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "branches" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sourcedId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "branches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "givenName" TEXT NOT NULL DEFAULT '',
    "familyName" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "phone" TEXT,
    "locale" TEXT,
    "sourcedId" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_branches" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "branchId" UUID NOT NULL,

    CONSTRAINT "user_branches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "students" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID,
    "name" TEXT NOT NULL,
    "givenName" TEXT NOT NULL DEFAULT '',
    "familyName" TEXT NOT NULL DEFAULT '',
    "trial" BOOLEAN NOT NULL DEFAULT false,
    "sourcedId" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "students_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardianships" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "relation" TEXT NOT NULL DEFAULT 'guardian',
    "priority" SMALLINT NOT NULL DEFAULT 1,
    "maySeeRecords" BOOLEAN NOT NULL DEFAULT true,
    "getsNotices" BOOLEAN NOT NULL DEFAULT true,
    "mayCollect" BOOLEAN NOT NULL DEFAULT true,
    "from" DATE NOT NULL DEFAULT CURRENT_DATE,
    "to" DATE,
    "imported" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "guardianships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "sourcedId" TEXT,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "group_kind" NOT NULL DEFAULT 'class',
    "courseName" TEXT,
    "courseSourcedId" TEXT,
    "sourcedId" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_terms" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "termId" UUID NOT NULL,

    CONSTRAINT "group_terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolments" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "sourcedId" TEXT,

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "assignment_role" NOT NULL DEFAULT 'lead',
    "from" DATE NOT NULL,
    "to" DATE,
    "sourcedId" TEXT,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lessons" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "branchId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "startTime" TIME(0) NOT NULL,
    "endTime" TIME(0) NOT NULL,
    "place" TEXT,
    "kind" "lesson_kind" NOT NULL DEFAULT 'lesson',
    "status" "lesson_status" NOT NULL DEFAULT 'scheduled',
    "statusReason" TEXT,
    "substituteId" UUID,
    "registerVersion" INTEGER NOT NULL DEFAULT 0,
    "takenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lessons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_guests" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "lessonId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "kind" "guest_kind" NOT NULL,
    "addedBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lesson_guests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "marks" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "lessonId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "groupId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "status" "mark_status" NOT NULL,
    "minutesLate" SMALLINT,
    "reason" TEXT,
    "note" TEXT,
    "behaviour" SMALLINT,
    "participation" SMALLINT,
    "source" "mark_source" NOT NULL DEFAULT 'register',
    "setBy" UUID,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "marks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mark_changes" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "lessonId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "source" "mark_source" NOT NULL DEFAULT 'register',
    "changedBy" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mark_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence_notices" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "lessonId" UUID,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "absence_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "subjectId" UUID,
    "requestId" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "status" INTEGER,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "body" JSON,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "kind" "import_kind" NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'uploaded',
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "fileName" TEXT NOT NULL,
    "size" INTEGER NOT NULL DEFAULT 0,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "summary" JSONB,
    "failure" TEXT,
    "createdBy" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenants_slug_key" ON "control"."tenants"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "branches_tenantId_id_key" ON "branches"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "branches_tenantId_sourcedId_key" ON "branches"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "users_tenantId_familyName_givenName_idx" ON "users"("tenantId", "familyName", "givenName");

-- CreateIndex
CREATE INDEX "users_name_trgm" ON "users" USING GIN ("tenantId" uuid_ops, "name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "users_tenantId_id_key" ON "users"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "users_tenantId_email_key" ON "users"("tenantId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "users_tenantId_sourcedId_key" ON "users"("tenantId", "sourcedId");

-- CreateIndex
CREATE UNIQUE INDEX "user_roles_tenantId_userId_role_key" ON "user_roles"("tenantId", "userId", "role");

-- CreateIndex
CREATE UNIQUE INDEX "user_branches_tenantId_userId_branchId_key" ON "user_branches"("tenantId", "userId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_tenantId_userId_idx" ON "sessions"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "accounts_tenantId_userId_idx" ON "accounts"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_tenantId_providerId_accountId_key" ON "accounts"("tenantId", "providerId", "accountId");

-- CreateIndex
CREATE INDEX "verifications_tenantId_identifier_idx" ON "verifications"("tenantId", "identifier");

-- CreateIndex
CREATE INDEX "students_tenantId_familyName_givenName_idx" ON "students"("tenantId", "familyName", "givenName");

-- CreateIndex
CREATE INDEX "students_name_trgm" ON "students" USING GIN ("tenantId" uuid_ops, "name" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "students_tenantId_id_key" ON "students"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "students_tenantId_userId_key" ON "students"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "students_tenantId_sourcedId_key" ON "students"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "guardianships_tenantId_studentId_idx" ON "guardianships"("tenantId", "studentId");

-- CreateIndex
CREATE UNIQUE INDEX "guardianships_tenantId_userId_studentId_key" ON "guardianships"("tenantId", "userId", "studentId");

-- CreateIndex
CREATE INDEX "terms_tenantId_startsOn_idx" ON "terms"("tenantId", "startsOn");

-- CreateIndex
CREATE UNIQUE INDEX "terms_tenantId_id_key" ON "terms"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "terms_tenantId_sourcedId_key" ON "terms"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "groups_tenantId_branchId_idx" ON "groups"("tenantId", "branchId");

-- CreateIndex
CREATE UNIQUE INDEX "groups_tenantId_id_key" ON "groups"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "groups_tenantId_sourcedId_key" ON "groups"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "group_terms_tenantId_termId_idx" ON "group_terms"("tenantId", "termId");

-- CreateIndex
CREATE UNIQUE INDEX "group_terms_tenantId_groupId_termId_key" ON "group_terms"("tenantId", "groupId", "termId");

-- CreateIndex
CREATE INDEX "enrolments_tenantId_groupId_studentId_idx" ON "enrolments"("tenantId", "groupId", "studentId");

-- CreateIndex
CREATE INDEX "enrolments_tenantId_studentId_idx" ON "enrolments"("tenantId", "studentId");

-- CreateIndex
CREATE UNIQUE INDEX "enrolments_tenantId_sourcedId_key" ON "enrolments"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "assignments_tenantId_userId_idx" ON "assignments"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "assignments_tenantId_groupId_idx" ON "assignments"("tenantId", "groupId");

-- CreateIndex
CREATE UNIQUE INDEX "assignments_tenantId_sourcedId_key" ON "assignments"("tenantId", "sourcedId");

-- CreateIndex
CREATE INDEX "lessons_tenantId_date_groupId_idx" ON "lessons"("tenantId", "date", "groupId");

-- CreateIndex
CREATE INDEX "lessons_tenantId_groupId_date_idx" ON "lessons"("tenantId", "groupId", "date");

-- CreateIndex
CREATE INDEX "lessons_tenantId_substituteId_date_idx" ON "lessons"("tenantId", "substituteId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "lessons_tenantId_id_key" ON "lessons"("tenantId", "id");

-- CreateIndex
CREATE INDEX "lesson_guests_tenantId_studentId_idx" ON "lesson_guests"("tenantId", "studentId");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_guests_tenantId_lessonId_studentId_key" ON "lesson_guests"("tenantId", "lessonId", "studentId");

-- CreateIndex
CREATE INDEX "marks_tenantId_studentId_date_idx" ON "marks"("tenantId", "studentId", "date");

-- CreateIndex
CREATE INDEX "marks_tenantId_date_groupId_status_idx" ON "marks"("tenantId", "date", "groupId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "marks_tenantId_lessonId_studentId_key" ON "marks"("tenantId", "lessonId", "studentId");

-- CreateIndex
CREATE INDEX "mark_changes_tenantId_lessonId_studentId_idx" ON "mark_changes"("tenantId", "lessonId", "studentId");

-- CreateIndex
CREATE INDEX "absence_notices_tenantId_studentId_from_idx" ON "absence_notices"("tenantId", "studentId", "from");

-- CreateIndex
CREATE INDEX "absence_notices_tenantId_to_from_idx" ON "absence_notices"("tenantId", "to", "from");

-- CreateIndex
CREATE UNIQUE INDEX "absence_notices_tenantId_id_key" ON "absence_notices"("tenantId", "id");

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_at_id_idx" ON "audit_entries"("tenantId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_subjectId_at_idx" ON "audit_entries"("tenantId", "subjectId", "at");

-- CreateIndex
CREATE INDEX "idempotency_keys_createdAt_idx" ON "idempotency_keys"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "idempotency_keys_tenantId_userId_key_key" ON "idempotency_keys"("tenantId", "userId", "key");

-- CreateIndex
CREATE INDEX "imports_tenantId_createdAt_idx" ON "imports"("tenantId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "imports_tenantId_id_key" ON "imports"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "import_chunks_tenantId_importId_number_key" ON "import_chunks"("tenantId", "importId", "number");

-- AddForeignKey
ALTER TABLE "control"."domains" ADD CONSTRAINT "domains_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "control"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_branches" ADD CONSTRAINT "user_branches_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_branches" ADD CONSTRAINT "user_branches_tenantId_branchId_fkey" FOREIGN KEY ("tenantId", "branchId") REFERENCES "branches"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "students" ADD CONSTRAINT "students_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_tenantId_branchId_fkey" FOREIGN KEY ("tenantId", "branchId") REFERENCES "branches"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_terms" ADD CONSTRAINT "group_terms_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "groups"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_terms" ADD CONSTRAINT "group_terms_tenantId_termId_fkey" FOREIGN KEY ("tenantId", "termId") REFERENCES "terms"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "groups"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "groups"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "groups"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenantId_branchId_fkey" FOREIGN KEY ("tenantId", "branchId") REFERENCES "branches"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenantId_substituteId_fkey" FOREIGN KEY ("tenantId", "substituteId") REFERENCES "users"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_guests" ADD CONSTRAINT "lesson_guests_tenantId_lessonId_fkey" FOREIGN KEY ("tenantId", "lessonId") REFERENCES "lessons"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_guests" ADD CONSTRAINT "lesson_guests_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marks" ADD CONSTRAINT "marks_tenantId_lessonId_fkey" FOREIGN KEY ("tenantId", "lessonId") REFERENCES "lessons"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marks" ADD CONSTRAINT "marks_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence_notices" ADD CONSTRAINT "absence_notices_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence_notices" ADD CONSTRAINT "absence_notices_tenantId_lessonId_fkey" FOREIGN KEY ("tenantId", "lessonId") REFERENCES "lessons"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_tenantId_importId_fkey" FOREIGN KEY ("tenantId", "importId") REFERENCES "imports"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ---------------------------------------------------------------- rules that Prisma cannot declare

ALTER TABLE "marks"
  ADD CONSTRAINT "marks_minutes_late" CHECK ("minutesLate" IS NULL OR ("status" = 'late' AND "minutesLate" BETWEEN 0 AND 600)),
  ADD CONSTRAINT "marks_behaviour" CHECK ("behaviour" BETWEEN 1 AND 5),
  ADD CONSTRAINT "marks_participation" CHECK ("participation" BETWEEN 1 AND 5);
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_times" CHECK ("endTime" > "startTime");
ALTER TABLE "terms" ADD CONSTRAINT "terms_days" CHECK ("endsOn" >= "startsOn");
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_days" CHECK ("to" IS NULL OR "to" >= "from");
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_days" CHECK ("to" IS NULL OR "to" >= "from");
ALTER TABLE "absence_notices" ADD CONSTRAINT "absence_notices_days" CHECK ("to" >= "from");
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_priority" CHECK ("priority" > 0);
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower" CHECK ("email" = lower("email"));

-- ---------------------------------------------------------------- row-level security

-- The tenant of this transaction; none set means no rows, not an error.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.tenant_id', true), '')::uuid
$$;

-- Shuts a table of tenants' rows: the application's role sees those of `app.tenant_id` only, its owner none.
CREATE PROCEDURE protect_tenant_table(target regclass, append_only boolean DEFAULT false) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_rows ON %s TO goalschool_app
    USING ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
    WITH CHECK ("tenantId" = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  EXECUTE format('GRANT SELECT, INSERT%s ON %s TO goalschool_app',
    CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, target);
END $$;

-- Opens a protected table to the work that no tenant asks for.
CREATE PROCEDURE open_to_system(target regclass, privileges text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY system_rows ON %s TO goalschool_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO goalschool_system', privileges, target);
END $$;

GRANT USAGE ON SCHEMA public TO goalschool_app, goalschool_system, goalschool_search;
GRANT USAGE ON SCHEMA control TO goalschool_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA control TO goalschool_system;

CALL protect_tenant_table('branches');
CALL protect_tenant_table('users');
CALL protect_tenant_table('user_roles');
CALL protect_tenant_table('user_branches');
CALL protect_tenant_table('sessions');
CALL protect_tenant_table('accounts');
CALL protect_tenant_table('verifications');
CALL protect_tenant_table('students');
CALL protect_tenant_table('guardianships');
CALL protect_tenant_table('terms');
CALL protect_tenant_table('groups');
CALL protect_tenant_table('group_terms');
CALL protect_tenant_table('enrolments');
CALL protect_tenant_table('assignments');
CALL protect_tenant_table('lessons');
CALL protect_tenant_table('lesson_guests');
CALL protect_tenant_table('marks');
CALL protect_tenant_table('mark_changes', append_only => true);
CALL protect_tenant_table('absence_notices');
CALL protect_tenant_table('audit_entries', append_only => true);
CALL protect_tenant_table('idempotency_keys');
CALL protect_tenant_table('imports');
CALL protect_tenant_table('import_chunks');

-- A write locks its tenant's home FOR SHARE, which needs the right to update it; no update passes the check.
ALTER TABLE "tenant_homes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_homes" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON "tenant_homes" TO goalschool_app
  USING ("tenantId" = nullif(current_setting('app.tenant_id', true), '')::uuid) WITH CHECK (false);
GRANT SELECT, UPDATE ON "tenant_homes" TO goalschool_app;

CALL open_to_system('tenant_homes', 'SELECT, INSERT, UPDATE, DELETE');
CALL open_to_system('idempotency_keys', 'SELECT, DELETE');
CALL open_to_system('imports', 'SELECT, UPDATE');

-- ---------------------------------------------------------------- search

-- Under row-level security the planner keeps ILIKE away from the trigram index, as it is not leakproof;
-- these functions run as a role that may read names of all tenants, and filter on the tenant themselves.
CREATE POLICY search_rows ON "students" FOR SELECT TO goalschool_search USING (true);
CREATE POLICY search_rows ON "users" FOR SELECT TO goalschool_search USING (true);
GRANT SELECT ("id", "tenantId", "name", "endedAt") ON "students", "users" TO goalschool_search;

CREATE FUNCTION like_pattern(term text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '%' || replace(replace(replace(term, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- The ids of students whose name holds every term, at most `max`. `terms`: the longest first.
CREATE FUNCTION search_students(terms text[], max int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT s."id" FROM "students" s
  WHERE s."tenantId" = current_tenant() AND s."endedAt" IS NULL
    AND s."name" ILIKE like_pattern(terms[1])
    AND s."name" ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms[2:]) AS term)
  LIMIT max
$$;

CREATE FUNCTION search_users(terms text[], max int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
  SELECT u."id" FROM "users" u
  WHERE u."tenantId" = current_tenant() AND u."endedAt" IS NULL
    AND u."name" ILIKE like_pattern(terms[1])
    AND u."name" ILIKE ALL (SELECT like_pattern(term) FROM unnest(terms[2:]) AS term)
  LIMIT max
$$;

GRANT CREATE ON SCHEMA public TO goalschool_search;
ALTER FUNCTION search_students(text[], int) OWNER TO goalschool_search;
ALTER FUNCTION search_users(text[], int) OWNER TO goalschool_search;
REVOKE CREATE ON SCHEMA public FROM goalschool_search;
REVOKE ALL ON FUNCTION search_students(text[], int), search_users(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_students(text[], int), search_users(text[], int) TO goalschool_app;
