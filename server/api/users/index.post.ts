import { newAdult } from '#shared/schemas/adults'
import { made } from '#shared/schemas/class-list'
import { addAdult } from '../../domain/people/add-adult'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Make a person, with roles, groups and children; an invitation lets them in',
  allow: isManager,
  body: newAdult,
  response: made,
  status: 201,
  location: ({ id }) => `/api/users/${id}`,
  run: ({ ctx, body }) => addAdult(ctx, body),
})
