-- A student's photo: small, made anew from whatever was sent, behind the same row-level security as the rest.
CREATE TABLE "student_photos" (
    "id" UUID NOT NULL DEFAULT uuid7(),
    "tenantId" UUID NOT NULL,
    "studentId" UUID NOT NULL,
    "image" BYTEA NOT NULL,
    "updatedBy" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "student_photos_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "student_photos_size" CHECK (octet_length("image") BETWEEN 1 AND 262144)
);

CREATE UNIQUE INDEX "student_photos_tenantId_studentId_key" ON "student_photos"("tenantId", "studentId");

ALTER TABLE "student_photos" ADD CONSTRAINT "student_photos_tenantId_studentId_fkey" FOREIGN KEY ("tenantId", "studentId") REFERENCES "students"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('student_photos');
