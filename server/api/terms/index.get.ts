import { terms } from '#shared/schemas/timetable'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { listTerms } from '../../domain/timetable/list-terms'

export default defineCachedTenantHandler({
  name: 'terms',
  summary: 'The terms of the school, the latest first',
  allow: isStaff,
  response: terms,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx }) => listTerms(ctx),
})
