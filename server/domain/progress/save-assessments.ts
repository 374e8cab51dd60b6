import type { Assessment } from '#shared/schemas/assessments'
import { bandOf, levelOf } from '#shared/utils/skills'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import type { SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'
import { type Award, giveAwards } from './achievements/give-awards'
import type { SkillRow } from './skill-rows'

export interface Given { studentId: string, value: number, note?: string | null | undefined }

/**
 * Adds assessments of one skill, whoever they are of, in one statement; gives the awards that they earn; says so to
 * the audit log and to whoever should know. All of it goes out together.
 * @param groupIds the groups of today of the students
 */
export async function saveAssessments(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, skill: SkillRow, given: readonly Given[], groupIds: string[],
): Promise<{ data: Assessment[], awarded: Award[] }> {
  const studentIds = given.map(({ studentId }) => studentId)
  const rows = given.map(({ studentId, value, note }) => ({ studentId, value, level: levelOf(skill, value), note: note ?? null }))
  const [added, awarded] = await Promise.all([
    tx.$queryRaw<Omit<Assessment, 'band'>[]>(sql`
      INSERT INTO assessments ("tenantId", "studentId", "skillId", value, level, note, "assessedBy")
      SELECT ${ctx.tenant.id}::uuid, r."studentId", ${skill.id}::uuid, r.value, r.level, r.note, ${ctx.viewer.userId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("studentId" uuid, value float8, level float8, note text)
      RETURNING id, "studentId", "skillId", value, note, to_json("assessedAt")#>>'{}' AS "assessedAt", "correctsId"`),
    giveAwards(tx, ctx, sql`s.id = ANY(${ids(studentIds)})`),
    recordAudit(tx, ctx, {
      action: 'assessment.created', subject: given.length === 1 ? 'student' : 'skill', subjectId: given.length === 1 ? studentIds[0] : skill.id,
      details: { skillId: skill.id, students: given.length },
    }),
    emit(tx, ctx, { name: 'assessment.created', payload: { skillId: skill.id, studentIds, groupIds } }),
  ])
  return { data: added.map(row => ({ ...row, band: row.value === null ? null : bandOf(skill, row.value) })), awarded }
}
