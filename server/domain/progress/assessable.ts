import type { Scale } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../context'
import { type FieldError, invalid } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { skillColumns, type SkillRow } from './skill-rows'

const MOST_LEVEL = 100

/** A value that the skill cannot have, as the fault of one field. */
export const valueFaults = (scale: Pick<Scale, 'unit'>, value: number | null, path: string): FieldError[] =>
  value !== null && scale.unit === null && value > MOST_LEVEL ? [{ path, code: 'too_big', message: 'A level is from 0 to 100.' }] : []

/**
 * A skill that can be assessed, held as it is until the transaction ends.
 * @throws DomainError `invalid` with the path `skillId`
 */
export async function skillToAssess(tx: SqlTransaction, ctx: TenantContext<Viewer>, skillId: string): Promise<SkillRow> {
  const [skill] = await tx.$queryRaw<SkillRow[]>(sql`
    SELECT ${skillColumns} FROM skills sk WHERE sk."tenantId" = ${ctx.tenant.id}::uuid AND sk.id = ${skillId}::uuid FOR SHARE OF sk`)
  if (!skill) throw invalid([{ path: 'skillId', code: 'not_found', message: 'There is no such skill.' }])
  if (skill.archived) throw invalid([{ path: 'skillId', code: 'archived', message: 'This skill was put away; it is assessed no more.' }])
  return skill
}
