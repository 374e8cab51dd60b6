import { idParams } from '#shared/schemas/ids'
import { registerSaved } from '#shared/schemas/register'
import { canTakeRegister } from '../../../../domain/attendance/policy'
import { markAllPresent } from '../../../../domain/attendance/mark-all-present'

export default defineTenantHandler({
  summary: 'Marks as present whoever is not marked; children with a notice become excused',
  allow: canTakeRegister,
  params: idParams,
  response: registerSaved,
  run: ({ ctx, params }) => markAllPresent(ctx, params.id),
})
