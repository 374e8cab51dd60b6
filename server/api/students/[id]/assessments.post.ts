import { assessed, newAssessment } from '#shared/schemas/assessments'
import { idParams } from '#shared/schemas/ids'
import { assessStudent } from '../../../domain/progress/assess-student'
import { assesses } from '../../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Assess one skill of one student',
  allow: assesses,
  params: idParams,
  body: newAssessment,
  response: assessed,
  status: 201,
  run: ({ ctx, params, body }) => assessStudent(ctx, params.id, body),
})
