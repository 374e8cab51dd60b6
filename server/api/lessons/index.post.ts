import { lesson, newLesson } from '#shared/schemas/lessons'
import { planLesson } from '../../domain/lessons/plan-lesson'
import { plansLessons } from '../../domain/lessons/policy'

export default defineTenantHandler({
  summary: 'Plans a lesson of a group',
  allow: plansLessons,
  body: newLesson,
  response: lesson,
  status: 201,
  location: answer => `/api/lessons/${answer.id}/register`,
  run: ({ ctx, body }) => planLesson(ctx, body),
})
