import { idParams } from '#shared/schemas/ids'
import { adult } from '#shared/schemas/adults'
import { describeAdult } from '../../../domain/people/describe-adult'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A person with address, telephone, roles, groups and children; each look is in the audit log',
  allow: isManager,
  params: idParams,
  response: adult,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return describeAdult(ctx, params.id)
  },
})
