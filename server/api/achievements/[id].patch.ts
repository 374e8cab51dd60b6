import { achievement, achievementChange } from '#shared/schemas/achievements'
import { idParams } from '#shared/schemas/ids'
import { changeAchievement } from '../../domain/progress/achievements/change-achievement'
import { keepsSkills } from '../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Rename an achievement, put it away or bring it back; who has it keeps it',
  allow: keepsSkills,
  params: idParams,
  body: achievementChange,
  response: achievement,
  run: ({ ctx, params, body }) => changeAchievement(ctx, params.id, body),
})
