import { consentTexts } from '#shared/schemas/consents'
import { listConsentTexts } from '../../domain/people/consent-texts'
import { seesRecords } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'What the school asks families to agree to, the latest version of each kind',
  allow: seesRecords,
  response: consentTexts,
  run: ({ ctx }) => listConsentTexts(ctx),
})
