import { openRegisters, openRegistersQuery } from '#shared/schemas/overview'
import { listOpenRegisters } from '../../domain/attendance/list-open-registers'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Registers not taken since the last school day',
  allow: isManager,
  query: openRegistersQuery,
  response: openRegisters,
  run: ({ ctx, query }) => listOpenRegisters(ctx, query),
})
