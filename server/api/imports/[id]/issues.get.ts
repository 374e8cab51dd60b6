import { idParams } from '#shared/schemas/ids'
import { importIssueList, importIssuesQuery } from '#shared/schemas/imports'
import { listImportIssues } from '../../../domain/imports/jobs/list-imports'
import { isAdmin } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The refused rows of an import, or its warnings: the first thousand',
  allow: isAdmin,
  params: idParams,
  query: importIssuesQuery,
  response: importIssueList,
  run: ({ ctx, params, query }) => listImportIssues(ctx, params.id, query),
})
