import { idParams } from '#shared/schemas/ids'
import { term, termInput } from '#shared/schemas/settings'
import { changeTerm } from '../../domain/lessons/change-term'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Give a term another name or other days',
  allow: isAdmin,
  params: idParams,
  body: termInput,
  response: term,
  run: ({ ctx, params, body }) => changeTerm(ctx, params.id, body),
})
