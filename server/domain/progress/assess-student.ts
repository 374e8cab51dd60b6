import type { z } from 'zod'
import type { assessed, NewAssessment } from '#shared/schemas/assessments'
import type { TenantContext, Viewer } from '../context'
import { invalid, notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { skillToAssess, valueFaults } from './assessable'
import { groupsOfAssessed } from './groups-of-assessed'
import { saveAssessments } from './save-assessments'

/**
 * Assesses one skill of one student.
 * @throws DomainError `not_found` when the student is not the viewer's to assess
 * @throws DomainError `invalid` for a skill that is not assessed, or a value that it cannot have
 */
export async function assessStudent(
  ctx: TenantContext<Viewer>, studentId: string, { skillId, value, note }: NewAssessment,
): Promise<z.output<typeof assessed>> {
  return db.change(ctx, async (tx) => {
    const groups = await groupsOfAssessed(tx, ctx, studentId)
    const skill = await skillToAssess(tx, ctx, skillId)
    const faults = valueFaults(skill, value, 'value')
    if (faults.length > 0) throw invalid(faults)
    const { data: [saved], awarded } = await saveAssessments(tx, ctx, skill, [{ studentId, value, note }], groups)
    if (!saved) throw notInSight()
    return { ...saved, awarded }
  })
}
