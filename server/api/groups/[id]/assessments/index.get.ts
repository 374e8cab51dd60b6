import { assessQuery, assessScreen as answer } from '#shared/schemas/assessments'
import { idParams } from '#shared/schemas/ids'
import { assessScreen } from '../../../../domain/progress/assess-screen'
import { assesses } from '../../../../domain/progress/policy'
import { tag } from '../../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'assess',
  summary: 'One skill of a whole group with what was last assessed, and the skills to choose from',
  allow: assesses,
  params: idParams,
  query: assessQuery,
  response: answer,
  tags: ({ params }) => [tag.skills, tag.assessed(params.id)],
  shared: true,
  run: ({ ctx, params, query }) => assessScreen(ctx, params.id, query.skillId ?? null),
})
