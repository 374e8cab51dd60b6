import { idParams } from '#shared/schemas/ids'
import { adultChange } from '#shared/schemas/adults'
import { made } from '#shared/schemas/class-list'
import { changeAdult } from '../../../domain/people/change-adult'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Change a person’s name, address, telephone, roles or branches',
  allow: isManager,
  params: idParams,
  body: adultChange,
  response: made,
  run: ({ ctx, params, body }) => changeAdult(ctx, params.id, body),
})
