import { idParams } from '#shared/schemas/ids'
import { newAssignment } from '#shared/schemas/adults'
import { made } from '#shared/schemas/class-list'
import { assignTeacher } from '../../../domain/people/assign-teacher'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Give a group a teacher from a day on',
  allow: isManager,
  params: idParams,
  body: newAssignment,
  response: made,
  status: 201,
  run: ({ ctx, params, body }) => assignTeacher(ctx, params.id, body),
})
