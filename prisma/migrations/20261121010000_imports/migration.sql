-- What an import ended, it may begin again; what the school ended itself, it may not.
ALTER TABLE "guardianships" ADD COLUMN     "endedAt" TIMESTAMPTZ(3);
ALTER TABLE "enrolments" ADD COLUMN     "endedAt" TIMESTAMPTZ(3);
ALTER TABLE "assignments" ADD COLUMN     "endedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "user_aliases" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "sourcedId" TEXT NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "user_aliases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "user_aliases_tenantId_userId_idx" ON "user_aliases"("tenantId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "user_aliases_tenantId_sourcedId_key" ON "user_aliases"("tenantId", "sourcedId");

-- AddForeignKey
ALTER TABLE "user_aliases" ADD CONSTRAINT "user_aliases_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "users"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('user_aliases');
