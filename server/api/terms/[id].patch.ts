import { idParams } from '#shared/schemas/ids'
import { term, termChange } from '#shared/schemas/timetable'
import { isAdmin } from '../../domain/people/policy'
import { changeTerm } from '../../domain/timetable/change-term'

export default defineTenantHandler({
  summary: 'Gives a term another name or other days',
  allow: isAdmin,
  params: idParams,
  body: termChange,
  response: term,
  run: ({ ctx, params, body }) => changeTerm(ctx, params.id, body),
})
