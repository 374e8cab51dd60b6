import { insert } from './rows'
import { serial } from './names'
import type { Tenant } from '../../../server/domain/context'

export interface ASkill { id: string, name: string }
export const BANDS = [{ name: 'Beginning', from: 0 }, { name: 'Developing', from: 40 }, { name: 'Confident', from: 60 }, { name: 'Excellent', from: 80 }]
export const SPRINT_BANDS = [{ name: 'Beginning', from: 6.4 }, { name: 'Developing', from: 5.7 }, { name: 'Confident', from: 5.3 }, { name: 'Excellent', from: 5 }]

/** A skill that is judged by four bands, unless it is said otherwise. */
export async function aSkill(tenant: Tenant, values: Record<string, unknown> = {}): Promise<ASkill> {
  const { bands = BANDS, ...rest } = values
  return insert('skills', { tenantId: tenant.id, name: `Skill ${serial()}`, category: 'technical', ...rest, bands: JSON.stringify(bands) })
}

/** A sprint, which is the better the less it takes. */
export const aSprint = (tenant: Tenant) => aSkill(tenant, { category: 'physical', unit: 'seconds', better: 'lower', bands: SPRINT_BANDS })

/** An assessment that stands already. */
export async function anAssessment(tenant: Tenant, student: { id: string }, skill: { id: string }, value: number, more: Record<string, unknown> = {}) {
  return insert<{ id: string }>('assessments', { tenantId: tenant.id, studentId: student.id, skillId: skill.id, value, level: Math.min(100, value), ...more })
}

/** An achievement with its rule; lessons in a row unless it is said otherwise. */
export async function anAchievement(tenant: Tenant, rule: Record<string, unknown> = { kind: 'lessons_in_a_row', count: 3 }) {
  return insert<{ id: string, name: string }>('achievements', { tenantId: tenant.id, name: `Badge ${serial()}`, ...rule })
}
