import { z } from 'zod'
import { consentTextChange } from '#shared/schemas/consents'
import { changeConsentText } from '../../domain/people/consent-texts'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Write what the school asks families to agree to, as a new version',
  allow: isAdmin,
  body: consentTextChange,
  response: z.strictObject({ version: z.int() }),
  status: 201,
  run: ({ ctx, body }) => changeConsentText(ctx, body),
})
