import { profile } from '#shared/schemas/account'
import { changeProfile } from '../../domain/people/change-profile'

export default defineFormHandler({
  page: () => '/account?refused=profile',
  keep: ['name', 'phone'],
  async run({ event, fields: { name, phone } }) {
    await changeProfile(viewerContext(event), parseBody(profile, { name, phone }))
    return '/account?saved=profile'
  },
})
