import { parseParams } from '../../utils/parse'
import { idParams } from '#shared/schemas/ids'
import { revokeSession } from '../../domain/people/revoke-session'

/** The form behind each device on /account. */
export default defineFormHandler({
  page: () => '/account',
  async run({ event, fields }) {
    await revokeSession(viewerContext(event), parseParams(idParams, { id: fields.id }).id)
    return '/account'
  },
})
