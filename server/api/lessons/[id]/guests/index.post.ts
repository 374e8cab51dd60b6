import { idParams } from '#shared/schemas/ids'
import { guest, newGuest } from '#shared/schemas/lessons'
import { addGuest } from '../../../../domain/lessons/add-guest'
import { isStaff } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Puts a child on the roster of one lesson: on trial, to make up, or called up',
  allow: isStaff,
  params: idParams,
  body: newGuest,
  response: guest,
  status: 201,
  run: ({ ctx, params, body }) => addGuest(ctx, params.id, body),
})
