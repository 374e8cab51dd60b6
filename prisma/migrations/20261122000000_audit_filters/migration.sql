-- What one person did, and what was done of one kind, without reading all that was done.

-- All verbs of a noun are a range of bytes, whatever the database's language.
ALTER TABLE "audit_entries" ALTER COLUMN "action" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_actorId_at_id_idx" ON "audit_entries"("tenantId", "actorId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_tenantId_action_at_id_idx" ON "audit_entries"("tenantId", "action", "at" DESC, "id" DESC);
