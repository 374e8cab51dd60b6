import { idParams } from '#shared/schemas/ids'
import { merged, mergeRequest } from '#shared/schemas/merges'
import { mergeStudents } from '../../../domain/people/merge-students'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take a duplicate record into this one, with its whole history',
  allow: isManager,
  params: idParams,
  body: mergeRequest,
  response: merged,
  run: ({ ctx, params, body }) => mergeStudents(ctx, params.id, body.duplicateId),
})
