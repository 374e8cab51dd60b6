import { term, termInput } from '#shared/schemas/settings'
import { createTerm } from '../../domain/lessons/create-term'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Make a term',
  allow: isAdmin,
  body: termInput,
  response: term,
  status: 201,
  run: ({ ctx, body }) => createTerm(ctx, body),
})
