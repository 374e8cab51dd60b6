import type { Tenant, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { UNTOUCHED_DAYS } from './prolong-session'
import { toViewer, type ViewerRow } from './to-viewer'
import { viewerColumns } from './viewer-columns'

interface FoundViewer {
  viewer: Viewer
  /** The session is due to be prolonged. */
  ageing: boolean
}

/** The person behind the token of a session that still holds, with the rights of this moment; null when it ended or was revoked. */
export async function loadViewer(tenant: Tenant, token: string): Promise<FoundViewer | null> {
  const [row] = await db.query<ViewerRow & { ageing: boolean, sessionId: string }>({ tenant }, sql`
    SELECT s.id AS "sessionId", s."expiresAt" < now() + make_interval(days => ${UNTOUCHED_DAYS}) AS ageing, ${viewerColumns}
    FROM sessions s JOIN users u ON u."tenantId" = s."tenantId" AND u.id = s."userId"
    WHERE s.token = ${token} AND s."tenantId" = ${tenant.id}::uuid AND s."expiresAt" > now() AND u."endedAt" IS NULL`)
  if (!row) return null
  const { ageing, sessionId, ...person } = row
  return { ageing, viewer: toViewer(person, sessionId) }
}
