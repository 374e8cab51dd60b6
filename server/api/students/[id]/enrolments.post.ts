import { idParams } from '#shared/schemas/ids'
import { made, newEnrolment } from '#shared/schemas/class-list'
import { enrolStudent } from '../../../domain/people/enrol-student'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Put a student into a group from a day on, or move them there',
  allow: isManager,
  params: idParams,
  body: newEnrolment,
  response: made,
  status: 201,
  run: ({ ctx, params, body }) => enrolStudent(ctx, params.id, body),
})
