import { LOCALES, type Role } from '#shared/schemas/tenant'
import type { Tenant, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { UNTOUCHED_DAYS } from './prolong-session'

interface ViewerRow {
  ageing: boolean
  sessionId: string
  userId: string
  name: string
  email: string | null
  locale: string | null
  roles: Role[]
  branchIds: string[]
  studentId: string | null
}

interface FoundViewer {
  viewer: Viewer
  /** The session is due to be prolonged. */
  ageing: boolean
}

/** The person behind the token of a session that still holds, with the rights of this moment; null when it ended or was revoked. */
export async function loadViewer(tenant: Tenant, token: string): Promise<FoundViewer | null> {
  const [row] = await db.query<ViewerRow>({ tenant }, sql`
    SELECT s.id AS "sessionId", s."expiresAt" < now() + make_interval(days => ${UNTOUCHED_DAYS}) AS ageing, u.id AS "userId", u.name, u.email, u.locale,
      ARRAY(SELECT r.role::text FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id) AS roles,
      ARRAY(SELECT b."branchId" FROM user_branches b WHERE b."tenantId" = u."tenantId" AND b."userId" = u.id) AS "branchIds",
      (SELECT st.id FROM students st WHERE st."tenantId" = u."tenantId" AND st."userId" = u.id) AS "studentId"
    FROM sessions s JOIN users u ON u."tenantId" = s."tenantId" AND u.id = s."userId"
    WHERE s.token = ${token} AND s."tenantId" = ${tenant.id}::uuid AND s."expiresAt" > now() AND u."endedAt" IS NULL`)
  if (!row) return null
  const { ageing, ...viewer } = row
  return { ageing, viewer: { ...viewer, email: row.email ?? '', locale: LOCALES.find(known => known === row.locale) ?? null } }
}
