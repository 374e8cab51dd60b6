import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { managesBranch } from '../lessons/policy'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { closedOn } from './closed-on'
import { keepChanges } from './keep-changes'
import { stateOf } from './state-of'
import { lockTimetable } from './lock-timetable'

/**
 * Undoes closed days: their lessons stand again as before, save those of days that are closed for another reason too.
 * @throws DomainError `not_found`; `forbidden` for a manager where all branches are closed
 */
export async function reopenDays(ctx: TenantContext<Viewer>, closureId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const tenant = sql`${ctx.tenant.id}::uuid`
    const [closure] = await tx.$queryRaw<{ branchId: string | null }[]>(sql`
      SELECT c."branchId" FROM closures c WHERE c."tenantId" = ${tenant} AND c.id = ${closureId}::uuid AND c."endedAt" IS NULL FOR UPDATE`)
    if (!closure || (closure.branchId && !managesBranch(ctx.viewer, closure.branchId))) throw notInSight()
    if (!closure.branchId && !ctx.viewer.roles.includes('admin')) throw forbidden('Days of the whole school are opened again by an admin.')
    await tx.$executeRaw(sql`UPDATE closures SET "endedAt" = now() WHERE "tenantId" = ${tenant} AND id = ${closureId}::uuid`)
    await tx.$executeRaw(sql`
      WITH held AS MATERIALIZED (
        SELECT l.id, shut.id AS "shutBy", ${stateOf(sql`l`)} AS before FROM lessons l
        LEFT JOIN LATERAL (${closedOn(sql`l."tenantId"`, sql`l."branchId"`, sql`l.date`)}) shut ON true
        WHERE l."tenantId" = ${tenant} AND l."closureId" = ${closureId}::uuid
      ), changed AS (
        UPDATE lessons l SET status = CASE WHEN held."shutBy" IS NULL THEN coalesce(l."statusBefore", 'scheduled') ELSE l.status END,
          "statusBefore" = CASE WHEN held."shutBy" IS NULL THEN NULL ELSE l."statusBefore" END, "closureId" = held."shutBy",
          sequence = sequence + CASE WHEN held."shutBy" IS NULL THEN 1 ELSE 0 END, "updatedAt" = now()
        FROM held WHERE l."tenantId" = ${tenant} AND l.id = held.id
        RETURNING l.id, held.before, ${stateOf(sql`l`)} AS after
      ) ${keepChanges(ctx, { batchId: closureId })}`)
    await recordAudit(tx, ctx, { action: 'closure.undone', subject: 'closure', subjectId: closureId })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: closureId } })
  })
}
