import { house } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { readHouse } from '../../domain/timetable/read-house'

export default defineCachedTenantHandler({
  name: 'planning-house',
  summary: 'The branches, groups, terms and rooms that a manager plans with',
  allow: isManager,
  response: house,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx }) => readHouse(ctx),
})
