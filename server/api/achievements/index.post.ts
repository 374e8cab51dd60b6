import { achievement, newAchievement } from '#shared/schemas/achievements'
import { addAchievement } from '../../domain/progress/achievements/add-achievement'
import { keepsSkills } from '../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Add an achievement with its rule; whoever has earned it is awarded it within a moment',
  allow: keepsSkills,
  body: newAchievement,
  response: achievement,
  status: 201,
  run: ({ ctx, body }) => addAchievement(ctx, body),
})
