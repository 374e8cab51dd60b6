import { idParams } from '#shared/schemas/ids'
import { made, newGuardianship } from '#shared/schemas/class-list'
import { addGuardianship } from '../../../domain/people/add-guardianship'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Make somebody who is known here a guardian from today on',
  allow: isManager,
  params: idParams,
  body: newGuardianship,
  response: made,
  status: 201,
  run: ({ ctx, params, body }) => addGuardianship(ctx, params.id, body),
})
