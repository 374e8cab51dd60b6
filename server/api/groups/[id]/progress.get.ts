import { groupProgress as answer } from '#shared/schemas/progress'
import { idParams } from '#shared/schemas/ids'
import { isStaff } from '../../../domain/people/policy'
import { groupProgress } from '../../../domain/progress/group-progress'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'group-progress',
  summary: 'Where a group stands in each skill, and against its branch and the school',
  allow: isStaff,
  params: idParams,
  response: answer,
  tags: ({ params }) => [tag.skills, tag.summary, tag.assessed(params.id)],
  shared: true,
  run: ({ ctx, params }) => groupProgress(ctx, params.id),
})
