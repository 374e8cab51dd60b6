import { care } from '#shared/schemas/care'
import { idParams } from '#shared/schemas/ids'
import { isStaff } from '../../../domain/people/policy'
import { readCare } from '../../../domain/people/read-care'

export default defineTenantHandler({
  summary: 'The medical note and emergency contacts of a student, for staff of own groups; each look is in the audit log',
  allow: isStaff,
  params: idParams,
  response: care,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return readCare(ctx, params.id)
  },
})
