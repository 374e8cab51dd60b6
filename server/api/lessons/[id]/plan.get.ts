import { idParams } from '#shared/schemas/ids'
import { lessonPlan } from '#shared/schemas/timetable'
import { isStaff } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'
import { readLessonPlan } from '../../../domain/timetable/lesson-plan'

export default defineCachedTenantHandler({
  name: 'lessons-plan',
  summary: 'A lesson for whoever plans it: what can be changed, its conflicts and its history',
  allow: isStaff,
  params: idParams,
  response: lessonPlan,
  tags: ({ params }) => [tag.lessons, tag.lesson(params.id)],
  run: ({ ctx, params }) => readLessonPlan(ctx, params.id),
})
