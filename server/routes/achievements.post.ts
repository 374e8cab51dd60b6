import { newAchievement } from '#shared/schemas/achievements'
import { addAchievement } from '../domain/progress/achievements/add-achievement'
import { keepsSkills } from '../domain/progress/policy'
import type { FormFields } from '../utils/define-form-handler'

/** A skill and its band stand in one field as `<skill>_<band>`. */
function ruleOf({ kind, name, band = '', count }: FormFields) {
  if (kind !== 'skill_band') return { kind, name, count: Number(count || NaN) }
  const [skillId, number] = band.split('_')
  return { kind, name, skillId, band: Number(number || NaN) }
}

/** Adds an achievement with its rule. */
export default defineFormHandler({
  allow: keepsSkills,
  page: () => '/skills?open=achievement#add-achievement',
  keep: ['kind', 'name', 'band', 'count'],
  async run({ event, fields }) {
    await addAchievement(viewerContext(event), parseBody(newAchievement, ruleOf(fields)))
    return '/skills?said=saved#achievements'
  },
})
