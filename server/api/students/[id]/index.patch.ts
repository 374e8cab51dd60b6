import { idParams } from '#shared/schemas/ids'
import { made, studentChange } from '#shared/schemas/class-list'
import { changeStudent } from '../../../domain/people/change-student'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Change a child’s name or birth date',
  allow: isManager,
  params: idParams,
  body: studentChange,
  response: made,
  run: ({ ctx, params, body }) => changeStudent(ctx, params.id, body),
})
