-- CreateTable
CREATE TABLE "control"."moves" (
    "tenantId" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moves_pkey" PRIMARY KEY ("tenantId")
);

-- Whoever moves a tenant works on the control database as the system does.
GRANT SELECT, INSERT, UPDATE, DELETE ON "control"."moves" TO goalschool_system;
