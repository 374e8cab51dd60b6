import { newEmergencyContact } from '#shared/schemas/care'
import { made } from '#shared/schemas/class-list'
import { idParams } from '#shared/schemas/ids'
import { addEmergencyContact } from '../../../../domain/people/keep-care'
import { isManager } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Add somebody to call where no guardian answers',
  allow: isManager,
  params: idParams,
  body: newEmergencyContact,
  response: made,
  status: 201,
  run: ({ ctx, params, body }) => addEmergencyContact(ctx, params.id, body),
})
