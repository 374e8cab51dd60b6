import { studentProgress as answer } from '#shared/schemas/progress'
import { idParams } from '#shared/schemas/ids'
import { seesRecords } from '../../../domain/people/policy'
import { studentProgress } from '../../../domain/progress/student-progress'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'student-progress',
  summary: 'The latest of each skill of a student with its history and target, and where the groups stand',
  allow: seesRecords,
  params: idParams,
  response: answer,
  tags: ({ params }) => [tag.skills, tag.summary, tag.progress(params.id)],
  shared: true,
  run: ({ ctx, params }) => studentProgress(ctx, params.id),
})
