import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** The photo itself, as base64 of a WebP. */
export const photo: RecordKind = {
  name: 'photo',
  tables: ['student_photos'],
  columns: ['media', 'base64', 'updatedAt'],
  rows: ({ ctx, studentId }) => sql`
    SELECT 'image/webp' AS media, replace(encode(p.image, 'base64'), E'\n', '') AS base64, p."updatedAt"
    FROM student_photos p WHERE p."tenantId" = ${ctx.tenant.id}::uuid AND p."studentId" = ${studentId}::uuid`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM student_photos WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
