import { idParams } from '#shared/schemas/ids'
import { lastDay, studentLeft } from '#shared/schemas/class-list'
import { endStudent } from '../../../domain/people/end-student'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A student leaves after a day',
  allow: isManager,
  params: idParams,
  body: lastDay,
  response: studentLeft,
  run: ({ ctx, params, body }) => endStudent(ctx, params.id, body.to),
})
