import { idParams } from '#shared/schemas/ids'
import { grantAccess } from '../domain/people/grant-access'
import { isStudent } from '../domain/people/policy'

/** The button behind each guardian on the student's page. */
export default defineFormHandler({
  allow: isStudent,
  page: () => '/access',
  async run({ event, fields }) {
    await grantAccess(viewerContext(event), parseParams(idParams, { id: fields.id }).id, fields.granted === 'yes')
    return '/access?done=1'
  },
})
