import type { z } from 'zod'
import type { sessionList } from '#shared/schemas/account'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

interface SessionRow { id: string, userAgent: string | null, ipAddress: string | null, createdAt: Date, expiresAt: Date }

/** Where the viewer is signed in, the newest first. */
export async function listSessions(ctx: TenantContext<Viewer>): Promise<z.output<typeof sessionList>> {
  const rows = await db.query<SessionRow>(ctx, sql`
    SELECT id, "userAgent", "ipAddress", "createdAt", "expiresAt" FROM sessions
    WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${ctx.viewer.userId}::uuid AND "expiresAt" > now()
    ORDER BY "createdAt" DESC LIMIT 100`)
  return {
    data: rows.map(({ createdAt, expiresAt, ...row }) => ({
      ...row, current: row.id === ctx.viewer.sessionId, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(),
    })),
  }
}
