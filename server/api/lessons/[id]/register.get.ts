import { idParams } from '#shared/schemas/ids'
import { register } from '#shared/schemas/register'
import { canTakeRegister } from '../../../domain/attendance/policy'
import { readRegister } from '../../../domain/attendance/read-register'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'register',
  summary: 'The register of a lesson: its roster by family name, with marks and notices',
  allow: canTakeRegister,
  params: idParams,
  response: register,
  version: answer => answer.version,
  tags: ({ params }) => [tag.lessons, tag.notices, tag.lesson(params.id)],
  shared: true,
  run: ({ ctx, params }) => readRegister(ctx, params.id),
})
