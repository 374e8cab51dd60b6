import { group, groupsQuery } from '#shared/schemas/groups'
import { pagedList } from '#shared/schemas/paging'
import { listGroups } from '../../domain/lessons/list-groups'
import { seesRecords } from '../../domain/people/policy'

export default defineCachedTenantHandler({
  name: 'groups',
  summary: 'Groups in sight, by name',
  allow: seesRecords,
  query: groupsQuery,
  response: pagedList(group),
  tags: () => [],
  shared: true,
  run: ({ ctx, query }) => listGroups(ctx, query),
})
