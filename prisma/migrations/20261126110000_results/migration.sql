-- Under which id another system, or another school's export, knows a skill and an assessment: so that it is taken in once.
ALTER TABLE "skills" ADD COLUMN "sourcedId" TEXT;
ALTER TABLE "assessments" ADD COLUMN "sourcedId" TEXT;

CREATE UNIQUE INDEX "skills_tenantId_sourcedId_key" ON "skills"("tenantId", "sourcedId");
CREATE UNIQUE INDEX "assessments_tenantId_sourcedId_key" ON "assessments"("tenantId", "sourcedId");

-- With a student's words goes the id by which somebody else would know whose assessment it was.
GRANT SELECT ("sourcedId"), UPDATE ("sourcedId") ON "assessments" TO goalschool_eraser;
CREATE OR REPLACE FUNCTION erase_words_of_assessments(student uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "assessments" a SET "note" = NULL, "sourcedId" = NULL
  WHERE a."tenantId" = current_tenant() AND a."studentId" = student AND (a."note" IS NOT NULL OR a."sourcedId" IS NOT NULL)
$$;

-- What imports of before did to either: nothing.
UPDATE "imports" i SET "summary" = i."summary" || (
  SELECT jsonb_object_agg(fate, (i."summary" -> fate) || '{"skills": 0, "assessments": 0}')
  FROM unnest(ARRAY['added', 'changed', 'removed', 'unchanged']) AS fate)
WHERE i."summary" IS NOT NULL;
