-- CreateEnum
CREATE TYPE "skill_unit" AS ENUM ('seconds', 'centimetres', 'count');

-- CreateEnum
CREATE TYPE "skill_better" AS ENUM ('higher', 'lower');

-- CreateEnum
CREATE TYPE "achievement_kind" AS ENUM ('skill_band', 'lessons_in_a_row', 'points');

-- CreateTable
CREATE TABLE "skills" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "bands" JSONB NOT NULL,
    "unit" "skill_unit",
    "better" "skill_better" NOT NULL DEFAULT 'higher',
    "presetKey" TEXT,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "skills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "skillId" UUID NOT NULL,
    "value" DOUBLE PRECISION,
    "level" DOUBLE PRECISION,
    "note" TEXT,
    "assessedBy" UUID,
    "assessedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "correctsId" UUID,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "targets" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "skillId" UUID NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "dueOn" DATE NOT NULL,
    "setBy" UUID,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "achievements" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "achievement_kind" NOT NULL,
    "skillId" UUID,
    "band" SMALLINT,
    "count" INTEGER,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "achievements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "awards" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "achievementId" UUID NOT NULL,
    "awardedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "awards_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "skills_tenantId_id_key" ON "skills"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "skills_tenantId_name_key" ON "skills"("tenantId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "skills_tenantId_presetKey_key" ON "skills"("tenantId", "presetKey");

-- CreateIndex
CREATE INDEX "assessments_tenantId_studentId_skillId_assessedAt_id_idx" ON "assessments"("tenantId", "studentId", "skillId", "assessedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "assessments_tenantId_id_key" ON "assessments"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "assessments_tenantId_correctsId_key" ON "assessments"("tenantId", "correctsId");

-- CreateIndex
CREATE UNIQUE INDEX "targets_tenantId_studentId_skillId_key" ON "targets"("tenantId", "studentId", "skillId");

-- CreateIndex
CREATE UNIQUE INDEX "achievements_tenantId_id_key" ON "achievements"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "achievements_tenantId_name_key" ON "achievements"("tenantId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "awards_tenantId_studentId_achievementId_key" ON "awards"("tenantId", "studentId", "achievementId");

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_tenantId_skillId_fkey" FOREIGN KEY ("tenantId", "skillId") REFERENCES "skills"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_tenantId_skillId_fkey" FOREIGN KEY ("tenantId", "skillId") REFERENCES "skills"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_tenantId_skillId_fkey" FOREIGN KEY ("tenantId", "skillId") REFERENCES "skills"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "awards" ADD CONSTRAINT "awards_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "awards" ADD CONSTRAINT "awards_tenantId_achievementId_fkey" FOREIGN KEY ("tenantId", "achievementId") REFERENCES "achievements"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "assessments"
  ADD CONSTRAINT "assessments_value_check" CHECK (("value" IS NULL) = ("level" IS NULL) AND ("value" IS NOT NULL OR "correctsId" IS NOT NULL)),
  ADD CONSTRAINT "assessments_level_check" CHECK ("level" BETWEEN 0 AND 100);
ALTER TABLE "achievements" ADD CONSTRAINT "achievements_rule_check" CHECK (
  CASE "kind" WHEN 'skill_band' THEN "skillId" IS NOT NULL AND "band" IS NOT NULL AND "count" IS NULL
    ELSE "skillId" IS NULL AND "band" IS NULL AND "count" > 0 END);

CALL protect_tenant_table('skills');
CALL protect_tenant_table('assessments', append_only => true);
CALL protect_tenant_table('targets');
CALL protect_tenant_table('achievements');
CALL protect_tenant_table('awards', append_only => true);

-- ---------------------------------------------------------------- the summary of progress

-- Whoever refreshes a materialised view reads as its owner, for all tenants.
CALL open_to_system('assessments', 'SELECT');
CALL open_to_system('skills', 'SELECT');

CREATE MATERIALIZED VIEW user_progress_summary AS
  SELECT latest."tenantId", latest."studentId", avg(latest."level") AS "averageLevel", count(*)::int AS "skillCount"
  FROM (
    SELECT DISTINCT ON (a."tenantId", a."studentId", a."skillId") a."tenantId", a."studentId", a."skillId", a."level"
    FROM assessments a
    WHERE a."level" IS NOT NULL
      AND NOT EXISTS (SELECT FROM assessments c WHERE c."tenantId" = a."tenantId" AND c."correctsId" = a."id")
    ORDER BY a."tenantId", a."studentId", a."skillId", a."assessedAt" DESC, a."id" DESC) latest
  JOIN skills s ON s."tenantId" = latest."tenantId" AND s."id" = latest."skillId" AND s."archivedAt" IS NULL
  GROUP BY latest."tenantId", latest."studentId";
CREATE UNIQUE INDEX "user_progress_summary_key" ON user_progress_summary ("tenantId", "studentId");

-- Of when it is: a column of it would make every row another one with every refresh.
CREATE MATERIALIZED VIEW user_progress_freshness AS SELECT 1 AS "one", now() AS "refreshedAt";
CREATE UNIQUE INDEX "user_progress_freshness_key" ON user_progress_freshness ("one");

-- Row-level security does not cover materialised views: the application reads its tenant's rows through this one.
CREATE VIEW progress_summaries WITH (security_barrier) AS
  SELECT s."tenantId", s."studentId", s."averageLevel", s."skillCount", f."refreshedAt"
  FROM user_progress_summary s CROSS JOIN user_progress_freshness f
  WHERE s."tenantId" = nullif(current_setting('app.tenant_id', true), '')::uuid;

-- One process at a time, and readers go on meanwhile. Tenants that something happened to since the last time are told
-- by an event of their own. Returns null where another is at it.
CREATE FUNCTION refresh_progress_summary() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  last timestamptz;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7461003) THEN
    RETURN NULL;
  END IF;
  SELECT f."refreshedAt" INTO last FROM public.user_progress_freshness f;
  REFRESH MATERIALIZED VIEW CONCURRENTLY public.user_progress_summary;
  REFRESH MATERIALIZED VIEW CONCURRENTLY public.user_progress_freshness;
  INSERT INTO public.outbox ("tenantId", name, payload)
    SELECT DISTINCT o."tenantId", 'progress.summarised', '{}'::jsonb
    FROM public.outbox o JOIN public.tenant_homes h ON h."tenantId" = o."tenantId" AND h.state = 'active'
    WHERE (o."occurredAt" >= last - interval '1 minute' OR o."sentAt" IS NULL)
      AND o.name IN ('assessment.created', 'assessment.corrected', 'skill.changed', 'school.changed');
  RETURN now();
END $$;
REVOKE ALL ON FUNCTION refresh_progress_summary() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_progress_summary() TO goalschool_system;
GRANT INSERT ON outbox TO goalschool_system;

GRANT CREATE ON SCHEMA public TO goalschool_system;
ALTER MATERIALIZED VIEW user_progress_summary OWNER TO goalschool_system;
ALTER MATERIALIZED VIEW user_progress_freshness OWNER TO goalschool_system;
ALTER VIEW progress_summaries OWNER TO goalschool_system;
REVOKE CREATE ON SCHEMA public FROM goalschool_system;
GRANT SELECT ON progress_summaries TO goalschool_app;
