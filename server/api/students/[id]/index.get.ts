import { idParams } from '#shared/schemas/ids'
import { student } from '#shared/schemas/students'
import { describeStudent } from '../../../domain/people/describe-student'
import { seesRecords } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'One student, with the groups of today',
  allow: seesRecords,
  params: idParams,
  response: student,
  run: ({ ctx, params }) => describeStudent(ctx, params.id),
})
