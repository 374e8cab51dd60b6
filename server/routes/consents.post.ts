import { consentTextChange } from '#shared/schemas/consents'
import { changeConsentText } from '../domain/people/consent-texts'
import { isAdmin } from '../domain/people/policy'

export default defineFormHandler({
  allow: isAdmin,
  page: () => '/consents',
  async run({ event, fields: { kind, text } }) {
    await changeConsentText(viewerContext(event), parseBody(consentTextChange, { kind, text: text?.replaceAll('\r\n', '\n') }))
    return '/consents?done=1'
  },
})
