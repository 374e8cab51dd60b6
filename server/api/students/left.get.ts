import { leftList, leftQuery } from '#shared/schemas/class-list'
import { listLeft } from '../../domain/people/list-left'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The students who left, the latest first',
  allow: isManager,
  query: leftQuery,
  response: leftList,
  run: ({ ctx, query }) => listLeft(ctx, query),
})
