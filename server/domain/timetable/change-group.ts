import type { GroupChange, PlannedGroup } from '#shared/schemas/timetable'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { dropLessons } from './drop-lessons'
import { fillSeries } from './fill-series'
import { holdLessons } from './hold-lessons'
import { lockTimetable } from './lock-timetable'
import { groupsManaged } from './policy'
import { setTerms } from './set-terms'

interface Row { name: string, branch: { id: string, name: string }, termIds: string[], ended: boolean, managed: boolean }

/**
 * Renames a group, says in which terms it meets, ends it, or takes it up again. With the end its lessons to come go, but for
 * those changed by hand or with marks; enrolments and marks stay.
 * @throws DomainError `not_found`, `forbidden`, `invalid`
 */
export async function changeGroup(ctx: TenantContext<Viewer>, groupId: string, change: GroupChange): Promise<PlannedGroup> {
  return db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const tenant = sql`${ctx.tenant.id}::uuid`
    const [row] = await tx.$queryRaw<Row[]>(sql`
      SELECT g.name, g."endedAt" IS NOT NULL AS ended, json_build_object('id', b.id, 'name', b.name) AS branch, ${groupsManaged(ctx)} AS managed,
        ARRAY(SELECT gt."termId" FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id) AS "termIds"
      FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
      WHERE g."tenantId" = ${tenant} AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)} FOR UPDATE OF g`)
    if (!row) throw notInSight()
    if (!row.managed) throw forbidden('This group is planned by others.')
    const { name = row.name, ended = row.ended, termIds = row.termIds } = change
    await tx.$executeRaw(sql`
      UPDATE groups SET name = ${name}, "endedAt" = CASE WHEN ${ended}::boolean THEN coalesce("endedAt", now()) END WHERE "tenantId" = ${tenant} AND id = ${groupId}::uuid`)
    if (change.termIds) await setTerms(tx, ctx, groupId, termIds)
    if (ended && !row.ended) {
      const toCome = sql`l."groupId" = ${groupId}::uuid AND l.date > ${localToday(ctx.tenant)}::date`
      await holdLessons(tx, ctx, toCome)
      await dropLessons(tx, ctx, toCome, groupId)
      // Taken up again, it gets its lessons anew.
      await tx.$executeRaw(sql`UPDATE lesson_series SET "filledTo" = ${localToday(ctx.tenant)}::date WHERE "tenantId" = ${tenant} AND "groupId" = ${groupId}::uuid`)
    }
    if (!ended && row.ended) await fillSeries(tx, ctx)
    const action = ended && !row.ended ? 'group.ended' : 'group.changed'
    await recordAudit(tx, ctx, { action, subject: 'group', subjectId: groupId, details: { before: { name: row.name, ended: row.ended }, after: { name, ended } } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: groupId } })
    return { id: groupId, name, branch: row.branch, termIds, ended }
  })
}
