import { closures } from '#shared/schemas/timetable'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { listClosures } from '../../domain/timetable/list-closures'

export default defineCachedTenantHandler({
  name: 'closed-days',
  summary: 'Closed days, those of the last month and all to come',
  allow: isStaff,
  response: closures,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx }) => listClosures(ctx),
})
