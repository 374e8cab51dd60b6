import { access } from '#shared/schemas/access'
import { listAccess } from '../../../domain/people/list-access'
import { isStudent } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Which guardians see the records of the student who asks',
  allow: isStudent,
  response: access,
  run: ({ ctx }) => listAccess(ctx),
})
