import { groupAssessed, groupAssessment } from '#shared/schemas/assessments'
import { idParams } from '#shared/schemas/ids'
import { assessGroup } from '../../../../domain/progress/assess-group'
import { assesses } from '../../../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Assess one skill of a whole group, all or none',
  allow: assesses,
  params: idParams,
  body: groupAssessment,
  response: groupAssessed,
  status: 201,
  run: ({ ctx, params, body }) => assessGroup(ctx, params.id, body),
})
