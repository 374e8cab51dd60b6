import { achievementChange } from '#shared/schemas/achievements'
import { idParams } from '#shared/schemas/ids'
import { changeAchievement } from '../../domain/progress/achievements/change-achievement'
import { keepsSkills } from '../../domain/progress/policy'

/** Puts an achievement away, or brings it back. */
export default defineFormHandler({
  allow: keepsSkills,
  page: () => '/skills#achievements',
  async run({ event, fields }) {
    await changeAchievement(viewerContext(event), parseParams(idParams, getRouterParams(event)).id, parseBody(achievementChange, { archived: fields.archived === 'yes' }))
    return '/skills?said=saved#achievements'
  },
})
