import type { SkillPreset } from '#shared/schemas/skills'
import { footballAcademy } from './football-academy'
import { primarySchool } from './primary-school'

/** What a school can begin with. */
export const SKILL_PRESETS: readonly SkillPreset[] = [footballAcademy, primarySchool]
