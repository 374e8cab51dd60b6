-- Apart from the new columns: while an index is built everybody reads on.
CREATE UNIQUE INDEX "skills_tenantId_sourcedId_key" ON "skills"("tenantId", "sourcedId");
CREATE UNIQUE INDEX "assessments_tenantId_sourcedId_key" ON "assessments"("tenantId", "sourcedId");
