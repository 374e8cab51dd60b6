import type { Tenant, Viewer } from '../context'
import { SESSION_DAYS } from '../../infra/auth/session-cookie'
import { Batches } from '../../infra/db/batches'
import { db } from '../../infra/db/db'
import type { TenantScope } from '../../infra/db/head'
import { ids, sql } from '../../infra/db/sql'

/** A session that holds for longer than this has been prolonged lately. */
export const UNTOUCHED_DAYS = SESSION_DAYS.holds - SESSION_DAYS.prolongedAfter

const used = new Batches<Pick<Viewer, 'sessionId' | 'userId'>>('used sessions', prolong)

/** Lets a session that is used hold on, within a second. It changes nobody's rights, so nothing kept is renewed. */
export function prolongSession(tenant: Tenant, { sessionId, userId }: Viewer): void {
  used.add({ tenant }, { sessionId, userId })
}

/** As better-auth would, one by one; the ended sessions of the same people are cleared away. */
async function prolong({ tenant }: TenantScope, sessions: Pick<Viewer, 'sessionId' | 'userId'>[]): Promise<void> {
  await db.change({ tenant }, tx => Promise.all([
    tx.$executeRaw(sql`
      UPDATE sessions SET "expiresAt" = now() + make_interval(days => ${SESSION_DAYS.holds}), "updatedAt" = now()
      WHERE "tenantId" = ${tenant.id}::uuid AND id = ANY(${ids(sessions.map(({ sessionId }) => sessionId))})
        AND "expiresAt" BETWEEN now() AND now() + make_interval(days => ${UNTOUCHED_DAYS})`),
    tx.$executeRaw(sql`
      DELETE FROM sessions WHERE "tenantId" = ${tenant.id}::uuid AND "userId" = ANY(${ids(sessions.map(({ userId }) => userId))}) AND "expiresAt" < now()`),
  ]))
}
