import { idParams } from '#shared/schemas/ids'
import { groupContacts } from '#shared/schemas/students'
import { listGroupContacts } from '../../../domain/people/list-group-contacts'
import { isStaff } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The guardians of everybody in one group with their telephones, for a trip; each look is in the audit log',
  allow: isStaff,
  params: idParams,
  response: groupContacts,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return listGroupContacts(ctx, params.id)
  },
})
