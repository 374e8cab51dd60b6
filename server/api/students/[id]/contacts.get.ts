import { idParams } from '#shared/schemas/ids'
import { contacts } from '#shared/schemas/students'
import { listContacts } from '../../../domain/people/list-contacts'
import { isStaff } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The guardians of a student with their telephones, in the order to call them; each look is in the audit log',
  allow: isStaff,
  params: idParams,
  response: contacts,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return listContacts(ctx, params.id)
  },
})
