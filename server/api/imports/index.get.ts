import { importList, importListQuery } from '#shared/schemas/imports'
import { listImports } from '../../domain/imports/jobs/list-imports'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The imports of the school, the latest first',
  allow: isAdmin,
  query: importListQuery,
  response: importList,
  run: ({ ctx, query }) => listImports(ctx, query),
})
