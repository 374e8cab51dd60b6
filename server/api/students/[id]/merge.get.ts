import { idParams } from '#shared/schemas/ids'
import { mergePreview, mergeRequest } from '#shared/schemas/merges'
import { isManager } from '../../../domain/people/policy'
import { previewMerge } from '../../../domain/people/preview-merge'

export default defineTenantHandler({
  summary: 'What two records of one child hold, and where their marks contradict each other',
  allow: isManager,
  params: idParams,
  query: mergeRequest,
  response: mergePreview,
  run: ({ ctx, params, query }) => previewMerge(ctx, params.id, query.duplicateId),
})
