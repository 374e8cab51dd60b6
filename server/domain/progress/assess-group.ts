import type { z } from 'zod'
import type { groupAssessed, GroupAssessment } from '#shared/schemas/assessments'
import type { TenantContext, Viewer } from '../context'
import { invalid, notInSight } from '../errors'
import { asStaff, groupsInSight } from '../people/sight'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { skillToAssess, valueFaults } from './assessable'
import { saveAssessments } from './save-assessments'
import { holdsToday } from './sight'

interface Members { students: string[], groups: string[] }

/**
 * Assesses one skill of a whole group, all or none; who is left out stays as they are.
 * @throws DomainError `not_found` when the group is not the viewer's
 * @throws DomainError `invalid` with the path of each fault: a skill that is not assessed, a student who is not in the
 * group today or occurs twice, a value that the skill cannot have
 */
export async function assessGroup(
  ctx: TenantContext<Viewer>, groupId: string, { skillId, assessments }: GroupAssessment,
): Promise<z.output<typeof groupAssessed>> {
  return db.change(ctx, async (tx) => {
    const [members, skill] = await Promise.all([membersOf(tx, ctx, groupId), skillToAssess(tx, ctx, skillId)])
    const enrolled = new Set(members.students)
    const seen = new Set<string>()
    const faults = assessments.flatMap(({ studentId, value }, i) => {
      const path = `assessments.${i}`
      const twice = seen.has(studentId)
      seen.add(studentId)
      if (twice) return [{ path: `${path}.studentId`, code: 'twice', message: 'This student occurs twice.' }]
      if (!enrolled.has(studentId)) return [{ path: `${path}.studentId`, code: 'not_enrolled', message: 'There is no such student in this group today.' }]
      return valueFaults(skill, value, `${path}.value`)
    })
    if (faults.length > 0) throw invalid(faults)
    const { data, awarded } = await saveAssessments(tx, ctx, skill, assessments, members.groups)
    return { saved: data.length, data, awarded }
  })
}

/** Who is in the group today, and which groups they are in beside it. @throws DomainError `not_found` */
async function membersOf(tx: SqlTransaction, ctx: TenantContext<Viewer>, groupId: string): Promise<Members> {
  const [row] = await tx.$queryRaw<Members[]>(sql`
    WITH members AS MATERIALIZED (
      SELECT s.id AS "studentId" FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND s.id IN (
        SELECT e."studentId" FROM enrolments e WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = ${groupId}::uuid AND ${holdsToday(ctx, 'e')})
      ORDER BY s.id FOR KEY SHARE OF s)
    SELECT ARRAY(SELECT "studentId" FROM members) AS students,
      ARRAY(SELECT DISTINCT e."groupId" FROM members JOIN enrolments e ON e."tenantId" = ${ctx.tenant.id}::uuid AND e."studentId" = members."studentId"
        WHERE ${holdsToday(ctx, 'e')}) AS groups
    FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND g."endedAt" IS NULL AND ${groupsInSight(asStaff(ctx))}`)
  if (!row) throw notInSight()
  return row
}
