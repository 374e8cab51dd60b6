import { skillPresets } from '#shared/schemas/skills'
import { SKILL_PRESETS } from '../../domain/progress/presets/presets'

/** The skills that a school can begin with, in every language. */
export default documented({ summary: 'Sets of skills that a school can begin with', response: skillPresets },
  defineEventHandler(() => {
    return { data: [...SKILL_PRESETS] }
  }))
