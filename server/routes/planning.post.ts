import { newLesson } from '#shared/schemas/lessons'
import { planLesson } from '../domain/lessons/plan-lesson'
import { plansLessons } from '../domain/lessons/policy'

const KEPT = ['groupId', 'date', 'startTime', 'endTime', 'place', 'kind']

/** One more lesson, shown in its week with whatever it clashes with. */
export default defineFormHandler({
  allow: plansLessons,
  page: ({ date = '' }) => `/planning?add=1${/^\d{4}-\d\d-\d\d$/.test(date) ? `&from=${date}` : ''}#add`,
  keep: KEPT,
  async run({ event, fields: { groupId, date, startTime, endTime, place, kind } }) {
    const lesson = await planLesson(viewerContext(event), parseBody(newLesson, { groupId, date, startTime, endTime, place, ...kind ? { kind } : {} }))
    return `/planning?from=${lesson.date}&done=planned#lesson-${lesson.id}`
  },
})
