import { closed, newClosure } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { closeDays } from '../../domain/timetable/close-days'

export default defineTenantHandler({
  summary: 'Closes days of a branch, or of all: their lessons do not take place',
  allow: isManager,
  body: newClosure,
  response: closed,
  status: 201,
  run: ({ ctx, body }) => closeDays(ctx, body),
})
