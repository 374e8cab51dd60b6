import type { Tenant, Viewer } from '../context'
import { SESSION_DAYS } from '../../infra/auth/session-cookie'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** A session that holds for longer than this has been prolonged lately. */
export const UNTOUCHED_DAYS = SESSION_DAYS.holds - SESSION_DAYS.prolongedAfter

/**
 * Lets a session that is used hold on, as better-auth would, and clears away its owner's ended ones; several at once do it
 * once. It changes nobody's rights, so nothing kept is renewed.
 */
export async function prolongSession(tenant: Tenant, { sessionId, userId }: Viewer): Promise<void> {
  await db.change({ tenant }, tx => Promise.all([
    tx.$executeRaw(sql`
      UPDATE sessions SET "expiresAt" = now() + make_interval(days => ${SESSION_DAYS.holds}), "updatedAt" = now()
      WHERE "tenantId" = ${tenant.id}::uuid AND id = ${sessionId}::uuid AND "expiresAt" BETWEEN now() AND now() + make_interval(days => ${UNTOUCHED_DAYS})`),
    tx.$executeRaw(sql`DELETE FROM sessions WHERE "tenantId" = ${tenant.id}::uuid AND "userId" = ${userId}::uuid AND "expiresAt" < now()`),
  ]))
}
