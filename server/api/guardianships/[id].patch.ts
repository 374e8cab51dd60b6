import { idParams } from '#shared/schemas/ids'
import { guardianshipChange, made } from '#shared/schemas/class-list'
import { changeGuardianship } from '../../domain/people/change-guardianship'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Change what a guardian may see, get and do, or until when',
  allow: isManager,
  params: idParams,
  body: guardianshipChange,
  response: made,
  run: ({ ctx, params, body }) => changeGuardianship(ctx, params.id, body),
})
