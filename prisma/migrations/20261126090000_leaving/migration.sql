-- The last day of a student who leaves, which may be still to come.
ALTER TABLE "students" ADD COLUMN "leavesOn" DATE;
UPDATE "students" SET "leavesOn" = "endedAt"::date WHERE "endedAt" IS NOT NULL AND "endedByHand";

-- Whoever ends the records whose last day is over looks for them in all tenants, and at nobody else.
CREATE INDEX "students_leaving" ON "students" ("leavesOn") WHERE "leavesOn" IS NOT NULL AND "endedAt" IS NULL;
CREATE POLICY leaving_rows ON "students" FOR SELECT TO goalschool_system USING ("leavesOn" IS NOT NULL AND "endedAt" IS NULL);
GRANT SELECT ("tenantId", "leavesOn", "endedAt") ON "students" TO goalschool_system;
