import type { z } from 'zod'
import type { assessed, Assessment, Correction } from '#shared/schemas/assessments'
import { bandOf, levelOf } from '#shared/utils/skills'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { asStaff } from '../people/sight'
import { db } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'
import { giveAwards } from './achievements/give-awards'
import { valueFaults } from './assessable'
import { groupsOfAssessed } from './groups-of-assessed'
import { progressInSight } from './sight'
import { skillColumns, type SkillRow } from './skill-rows'

interface Found extends SkillRow { studentId: string }

/**
 * Puts another entry in the place of one that was wrong, of the same moment; the wrong one stays in the book. Without
 * a value it takes the assessment back.
 * @throws DomainError `not_found`, `already_corrected` 409, `invalid` for a value that the skill cannot have
 */
export async function correctAssessment(ctx: TenantContext<Viewer>, assessmentId: string, { value, note }: Correction): Promise<z.output<typeof assessed>> {
  const tenant = ctx.tenant.id
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Found[]>(sql`
      SELECT ${skillColumns}, a."studentId" FROM assessments a
      JOIN skills sk ON sk."tenantId" = a."tenantId" AND sk.id = a."skillId"
      JOIN students s ON s."tenantId" = a."tenantId" AND s.id = a."studentId"
      WHERE a."tenantId" = ${tenant}::uuid AND a.id = ${assessmentId}::uuid AND ${progressInSight(asStaff(ctx))}`)
    if (!found) throw notInSight()
    const faults = valueFaults(found, value, 'value')
    if (faults.length > 0) throw invalid(faults)
    const groupIds = await groupsOfAssessed(tx, ctx, found.studentId)
    const [row] = await tx.$queryRaw<Omit<Assessment, 'band'>[]>(sql`
      INSERT INTO assessments ("tenantId", "studentId", "skillId", value, level, note, "assessedBy", "assessedAt", "correctsId")
      SELECT a."tenantId", a."studentId", a."skillId", ${value}::float8, ${value === null ? null : levelOf(found, value)}::float8,
        ${note ?? null}, ${ctx.viewer.userId}::uuid, a."assessedAt", a.id
      FROM assessments a WHERE a."tenantId" = ${tenant}::uuid AND a.id = ${assessmentId}::uuid AND a.value IS NOT NULL
      ON CONFLICT ("tenantId", "correctsId") DO NOTHING
      RETURNING id, "studentId", "skillId", value, note, to_json("assessedAt")#>>'{}' AS "assessedAt", "correctsId"`)
    if (!row) throw new DomainError('already_corrected', { status: 409, detail: 'This assessment was corrected meanwhile; look at it again.' })
    const [awarded] = await Promise.all([
      giveAwards(tx, ctx, sql`s.id = ANY(${ids([found.studentId])})`),
      recordAudit(tx, ctx, {
        action: value === null ? 'assessment.withdrawn' : 'assessment.corrected', subject: 'student', subjectId: found.studentId,
        details: { skillId: found.id, corrects: assessmentId },
      }),
      emit(tx, ctx, { name: 'assessment.corrected', payload: { skillId: found.id, studentIds: [found.studentId], groupIds } }),
    ])
    return { ...row, band: value === null ? null : bandOf(found, value), awarded }
  })
}
