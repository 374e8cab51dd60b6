import { idParams } from '#shared/schemas/ids'
import { registerBody, registerSaved } from '#shared/schemas/register'
import { canTakeRegister } from '../../../domain/attendance/policy'
import { takeRegister } from '../../../domain/attendance/take-register'

export default defineTenantHandler({
  summary: 'Saves marks, all or none; students left out keep theirs',
  allow: canTakeRegister,
  params: idParams,
  body: registerBody,
  response: registerSaved,
  run: ({ ctx, params, body, ifMatch }) => takeRegister(ctx, params.id, body.marks, { expectedVersions: ifMatch }),
})
