import { consentDecision } from '#shared/schemas/consents'
import { idParams } from '#shared/schemas/ids'
import { decideConsent } from '../../../domain/people/decide-consent'
import { isFamily } from '../../../domain/people/policy'

export default defineFormHandler({
  allow: isFamily,
  page: (_fields, event) => `/children/${getRouterParam(event, 'id')}/consents`,
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await decideConsent(viewerContext(event), id, parseBody(consentDecision, { textId: fields.textId, given: fields.given === 'yes' }))
    return `/children/${id}/consents?done=1`
  },
})
