import { z } from 'zod'
import { id } from '#shared/schemas/ids'
import { removeEmergencyContact } from '../../../../domain/people/keep-care'
import { isManager } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take an emergency contact away',
  allow: isManager,
  params: z.strictObject({ id, contactId: id }),
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => removeEmergencyContact(ctx, params.id, params.contactId),
})
