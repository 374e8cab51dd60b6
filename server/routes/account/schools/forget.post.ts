import { idParams } from '#shared/schemas/ids'
import { forgetSchool } from '../../../domain/people/forget-school'

export default defineFormHandler({
  page: () => '/account',
  async run({ event, fields: { id } }) {
    await forgetSchool(viewerContext(event), parseParams(idParams, { id }).id)
    return '/account?saved=schools'
  },
})
