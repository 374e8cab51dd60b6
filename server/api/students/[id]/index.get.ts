import { idParams } from '#shared/schemas/ids'
import { student } from '#shared/schemas/students'
import { describeStudent } from '../../../domain/people/describe-student'
import { seesRecords } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'student',
  summary: 'One student, with the groups of today',
  allow: seesRecords,
  params: idParams,
  response: student,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx, params }) => describeStudent(ctx, params.id),
})
