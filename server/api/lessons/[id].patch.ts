import { idParams } from '#shared/schemas/ids'
import { lesson, lessonChange } from '#shared/schemas/lessons'
import { changeLesson } from '../../domain/lessons/change-lesson'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Moves, cancels, places a lesson, or names a substitute for it',
  allow: isStaff,
  params: idParams,
  body: lessonChange,
  response: lesson,
  run: ({ ctx, params, body }) => changeLesson(ctx, params.id, body),
})
