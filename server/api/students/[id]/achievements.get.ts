import { studentAchievements as answer } from '#shared/schemas/achievements'
import { idParams } from '#shared/schemas/ids'
import { seesRecords } from '../../../domain/people/policy'
import { studentAchievements } from '../../../domain/progress/achievements/student-achievements'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'student-achievements',
  summary: 'What a student was awarded, and how far it is to what there is still to earn',
  allow: seesRecords,
  params: idParams,
  response: answer,
  // Marks count towards some of them.
  tags: ({ params }) => [tag.skills, tag.lessons, tag.progress(params.id), tag.student(params.id)],
  shared: true,
  run: ({ ctx, params }) => studentAchievements(ctx, params.id),
})
