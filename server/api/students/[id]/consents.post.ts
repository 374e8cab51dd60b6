import { z } from 'zod'
import { consentDecision } from '#shared/schemas/consents'
import { idParams } from '#shared/schemas/ids'
import { decideConsent } from '../../../domain/people/decide-consent'
import { seesRecords } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A guardian, or a student of age, agrees or takes it back',
  allow: seesRecords,
  params: idParams,
  body: consentDecision,
  response: z.void(),
  status: 204,
  run: ({ ctx, params, body }) => decideConsent(ctx, params.id, body),
})
