import { achievementList, achievementsQuery } from '#shared/schemas/achievements'
import { listAchievements } from '../../domain/progress/achievements/list-achievements'
import { assesses } from '../../domain/progress/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'achievements',
  summary: 'The achievements with their rules, and how many students have each',
  allow: assesses,
  query: achievementsQuery,
  response: achievementList,
  tags: () => [tag.skills, tag.awards],
  run: ({ ctx, query }) => listAchievements(ctx, query),
})
