import { openRegisters, openRegistersQuery } from '#shared/schemas/overview'
import { listOpenRegisters } from '../../domain/attendance/list-open-registers'
import { isManager } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'overview-open',
  summary: 'Registers not taken since the last school day',
  allow: isManager,
  query: openRegistersQuery,
  response: openRegisters,
  tags: () => [tag.marks, tag.lessons],
  clock: 'minute',
  shared: true,
  expensive: true,
  run: ({ ctx, query }) => listOpenRegisters(ctx, query),
})
