import { skillList, skillsQuery } from '#shared/schemas/skills'
import { seesRecords } from '../../domain/people/policy'
import { listSkills } from '../../domain/progress/list-skills'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'skills',
  summary: 'The skills that are assessed, by category',
  allow: seesRecords,
  query: skillsQuery,
  response: skillList,
  tags: () => [tag.skills],
  run: ({ ctx, query }) => listSkills(ctx, query),
})
