import type { Skill } from '#shared/schemas/skills'
import type { Band, Scale, SkillUnit } from '#shared/utils/skills'
import { sql } from '../../infra/db/sql'

/** A skill as the database has it. */
export interface SkillRow {
  id: string
  name: string
  category: string
  bands: Band[]
  unit: SkillUnit | null
  better: Scale['better']
  archived: boolean
}

/** Columns over the alias `sk` (skills). */
export const skillColumns = sql`sk.id, sk.name, sk.category, sk.bands, sk.unit::text AS unit, sk.better::text AS better, sk."archivedAt" IS NOT NULL AS archived`

/** The same as one JSON object. */
export const skillJson = sql`json_build_object('id', sk.id, 'name', sk.name, 'category', sk.category, 'bands', sk.bands, 'unit', sk.unit, 'better', sk.better)`

/** Where a skill stands in lists: by category as the product knows them, then by name. */
export const skillOrder = sql`array_position(ARRAY['technical', 'physical', 'tactical', 'mental', 'social'], sk.category), sk.category, sk.name, sk.id`

export function showSkill({ unit, better, ...skill }: SkillRow): Skill {
  return { ...skill, measure: unit ? { unit, better } : null }
}
