import { newTerm, term } from '#shared/schemas/timetable'
import { isAdmin } from '../../domain/people/policy'
import { makeTerm } from '../../domain/timetable/make-term'

export default defineTenantHandler({
  summary: 'Adds a term',
  allow: isAdmin,
  body: newTerm,
  response: term,
  status: 201,
  run: ({ ctx, body }) => makeTerm(ctx, body),
})
