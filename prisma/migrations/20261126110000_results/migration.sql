-- Under which id another system, or another school's export, knows a skill and an assessment: so that it is taken in once.
-- It would stand behind a long export, and everybody who reads behind it: then it is given up, and the next start tries again.
SET LOCAL lock_timeout = '5s';
ALTER TABLE "skills" ADD COLUMN "sourcedId" TEXT;
ALTER TABLE "assessments" ADD COLUMN "sourcedId" TEXT;

-- With a student's words goes the id by which somebody else would know whose assessment it was.
GRANT SELECT ("sourcedId"), UPDATE ("sourcedId") ON "assessments" TO goalschool_eraser;
CREATE OR REPLACE FUNCTION erase_words_of_assessments(student uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "assessments" a SET "note" = NULL, "sourcedId" = NULL
  WHERE a."tenantId" = current_tenant() AND a."studentId" = student AND (a."note" IS NOT NULL OR a."sourcedId" IS NOT NULL)
$$;
