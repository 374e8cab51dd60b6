-- Assessments are append-only for the application too; erasing a student takes the notes, and values and levels still count.
CREATE POLICY eraser_rows ON "assessments" TO goalschool_eraser USING (true) WITH CHECK (true);
GRANT SELECT ("tenantId", "studentId", "note"), UPDATE ("note") ON "assessments" TO goalschool_eraser;

CREATE FUNCTION erase_words_of_assessments(student uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "assessments" a SET "note" = NULL
  WHERE a."tenantId" = current_tenant() AND a."studentId" = student AND a."note" IS NOT NULL
$$;
GRANT CREATE ON SCHEMA public TO goalschool_eraser;
ALTER FUNCTION erase_words_of_assessments(uuid) OWNER TO goalschool_eraser;
REVOKE CREATE ON SCHEMA public FROM goalschool_eraser;
REVOKE ALL ON FUNCTION erase_words_of_assessments(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_words_of_assessments(uuid) TO goalschool_app;
