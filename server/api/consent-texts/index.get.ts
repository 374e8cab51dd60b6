import { consentTexts } from '#shared/schemas/consents'
import { listConsentTexts } from '../../domain/people/consent-texts'
import { seesRecords } from '../../domain/people/policy'

export default defineCachedTenantHandler({
  name: 'consent-texts',
  summary: 'What the school asks families to agree to, the latest version of each kind',
  allow: seesRecords,
  response: consentTexts,
  tags: () => [],
  shared: true,
  run: ({ ctx }) => listConsentTexts(ctx),
})
