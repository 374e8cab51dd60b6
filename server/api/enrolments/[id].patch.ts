import { idParams } from '#shared/schemas/ids'
import { lastDay, made } from '#shared/schemas/class-list'
import { endEnrolment } from '../../domain/people/end-enrolment'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take a student out of a group after a day',
  allow: isManager,
  params: idParams,
  body: lastDay,
  response: made,
  run: ({ ctx, params, body }) => endEnrolment(ctx, params.id, body.to),
})
