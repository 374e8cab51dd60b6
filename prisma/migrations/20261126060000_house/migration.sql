-- Addresses of other schools that somebody has noted for themselves; nothing is looked up there.
CREATE TABLE "user_schools" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "user_schools_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "user_schools_tenantId_userId_host_key" ON "user_schools"("tenantId", "userId", "host");
ALTER TABLE "user_schools" ADD CONSTRAINT "user_schools_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CALL protect_tenant_table('user_schools');

-- When the record of a student was erased: name, contacts and words are gone, marks and figures stay under nobody's name.
ALTER TABLE "students" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

-- The history of marks is append-only for the application; erasing a student's words from it is the one exception, and a
-- role of its own may do that much: without their notes and reasons, what stood when still counts.
DO $$
BEGIN
  BEGIN
    CREATE ROLE goalschool_eraser NOLOGIN NOSUPERUSER NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    GRANT goalschool_eraser TO CURRENT_USER;
  EXCEPTION WHEN unique_violation OR internal_error THEN NULL; -- "tuple concurrently updated"
  END;
END $$;

GRANT USAGE ON SCHEMA public TO goalschool_eraser;
CREATE POLICY eraser_rows ON "mark_changes" TO goalschool_eraser USING (true) WITH CHECK (true);
GRANT SELECT ("tenantId", "studentId", "before", "after"), UPDATE ("before", "after") ON "mark_changes" TO goalschool_eraser;

CREATE FUNCTION erase_words_of_marks(student uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE "mark_changes" c SET
    "before" = CASE jsonb_typeof(c."before") WHEN 'object' THEN c."before" - 'note' - 'reason' ELSE c."before" END,
    "after" = CASE jsonb_typeof(c."after") WHEN 'object' THEN c."after" - 'note' - 'reason' ELSE c."after" END
  WHERE c."tenantId" = current_tenant() AND c."studentId" = student
$$;
GRANT CREATE ON SCHEMA public TO goalschool_eraser;
ALTER FUNCTION erase_words_of_marks(uuid) OWNER TO goalschool_eraser;
REVOKE CREATE ON SCHEMA public FROM goalschool_eraser;
REVOKE ALL ON FUNCTION erase_words_of_marks(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_words_of_marks(uuid) TO goalschool_app;
GRANT EXECUTE ON FUNCTION current_tenant() TO goalschool_eraser;

-- Whose history it is, for the record of one student and for erasing it.
CREATE INDEX "mark_changes_tenantId_studentId_idx" ON "mark_changes"("tenantId", "studentId");
