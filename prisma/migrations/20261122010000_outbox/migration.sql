-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" SMALLINT NOT NULL DEFAULT 1,
    "payload" JSONB NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedUntil" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbox_sentAt_id_idx" ON "outbox"("sentAt", "id");

-- CreateIndex
CREATE INDEX "outbox_occurredAt_idx" ON "outbox"("occurredAt");

-- A tenant adds to it; the relay, which works for all of them, takes from it.
CALL protect_tenant_table('outbox', append_only => true);
CALL open_to_system('outbox', 'SELECT, UPDATE, DELETE');
