import { schoolAddress } from '#shared/schemas/account'
import { noteSchool } from '../../domain/people/note-school'

export default defineFormHandler({
  page: () => '/account?refused=schools',
  keep: ['address'],
  async run({ event, fields: { address } }) {
    await noteSchool(viewerContext(event), parseBody(schoolAddress, { address }).address, event.context.origin)
    return '/account?saved=schools'
  },
})
