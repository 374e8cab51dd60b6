import { userList, userListQuery } from '#shared/schemas/people'
import { listUsers } from '../../domain/people/list-users'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The adults in sight, by family name, with what they teach and whom they answer for',
  allow: isManager,
  query: userListQuery,
  response: userList,
  run: ({ ctx, query }) => listUsers(ctx, query),
})
