import type { Client } from 'pg'

const ENTRIES = 60_000

/** More than a thousand pages of fifty. @returns false when they were there */
export async function addAuditLog(client: Client, slug: string): Promise<boolean> {
  const { rowCount } = await client.query(`
    INSERT INTO audit_entries ("tenantId", "actorId", action, subject, "subjectId", at)
    SELECT t.id, teacher.id, 'register.corrected', 'lesson', lesson.id, now() - n * interval '1 minute'
    FROM control.tenants t
      CROSS JOIN LATERAL (SELECT u.id FROM users u WHERE u."tenantId" = t.id LIMIT 1) teacher
      CROSS JOIN LATERAL (SELECT l.id FROM lessons l WHERE l."tenantId" = t.id LIMIT 1) lesson
      CROSS JOIN generate_series(1, $2::int) n
    WHERE t.slug = $1 AND (SELECT count(*) FROM audit_entries a WHERE a."tenantId" = t.id) < $2`, [slug, ENTRIES])
  return Boolean(rowCount)
}
