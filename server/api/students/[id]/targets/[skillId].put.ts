import { newTarget, targetParams, targetSet } from '#shared/schemas/progress'
import { assesses } from '../../../../domain/progress/policy'
import { setTarget } from '../../../../domain/progress/set-target'

export default defineTenantHandler({
  summary: 'Say where a skill is to be by a day; the family sees it',
  allow: assesses,
  params: targetParams,
  body: newTarget,
  response: targetSet,
  run: ({ ctx, params, body }) => setTarget(ctx, params.id, params.skillId, body),
})
