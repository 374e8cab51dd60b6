import type { z } from 'zod'
import type { NewTarget, targetSet } from '#shared/schemas/progress'
import { daysBetween, localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { skillToAssess, valueFaults } from './assessable'
import { groupsOfAssessed } from './groups-of-assessed'

/** Further on nobody sets a target, and a slip of the year is noticed. */
const LONGEST_DAYS = 3 * 366

/**
 * Says where a student's skill is to be by a day; it takes the place of the target before.
 * @throws DomainError `not_found` when the student is not the viewer's to assess
 * @throws DomainError `invalid` for a skill or value that there is not, a day that is over or years away
 */
export async function setTarget(
  ctx: TenantContext<Viewer>, studentId: string, skillId: string, { value, dueOn }: NewTarget,
): Promise<z.output<typeof targetSet>> {
  const ahead = daysBetween(localToday(ctx.tenant), dueOn)
  const dayFaults = ahead < 0 || ahead > LONGEST_DAYS ? [{ path: 'dueOn', code: ahead < 0 ? 'past' : 'too_far', message: 'A day of the next three years.' }] : []
  return db.change(ctx, async (tx) => {
    await groupsOfAssessed(tx, ctx, studentId)
    const skill = await skillToAssess(tx, ctx, skillId)
    const faults = [...dayFaults, ...valueFaults(skill, value, 'value')]
    if (faults.length > 0) throw invalid(faults)
    await Promise.all([
      tx.$executeRaw(sql`
        INSERT INTO targets ("tenantId", "studentId", "skillId", value, "dueOn", "setBy")
        VALUES (${ctx.tenant.id}::uuid, ${studentId}::uuid, ${skillId}::uuid, ${value}::float8, ${dueOn}::date, ${ctx.viewer.userId}::uuid)
        ON CONFLICT ("tenantId", "studentId", "skillId") DO UPDATE SET value = excluded.value, "dueOn" = excluded."dueOn", "setBy" = excluded."setBy", "setAt" = now()`),
      recordAudit(tx, ctx, { action: 'target.set', subject: 'student', subjectId: studentId, details: { skillId, value, dueOn } }),
      emit(tx, ctx, { name: 'target.changed', payload: { studentId, skillId } }),
    ])
    return { studentId, skillId, value, dueOn }
  })
}
