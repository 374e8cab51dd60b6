import { assessed, correction } from '#shared/schemas/assessments'
import { idParams } from '#shared/schemas/ids'
import { correctAssessment } from '../../../domain/progress/correct-assessment'
import { assesses } from '../../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Put another value in the place of a wrong assessment, or take it back',
  allow: assesses,
  params: idParams,
  body: correction,
  response: assessed,
  status: 201,
  run: ({ ctx, params, body }) => correctAssessment(ctx, params.id, body),
})
