import { idParams } from '#shared/schemas/ids'
import { lessonChange } from '#shared/schemas/lessons'
import { changeLesson } from '../../../domain/lessons/change-lesson'
import { isStaff } from '../../../domain/people/policy'
import type { FormFields } from '../../../utils/define-form-handler'

/** What a button of the page asks for: only what its form is about. */
function changeOf({ action, date, startTime, endTime, place, reason, substituteId }: FormFields) {
  switch (action) {
    case 'cancel': return { status: 'cancelled', reason: reason || null }
    case 'resume': return { status: 'scheduled' }
    case 'substitute': return { substituteId: substituteId || null }
    default: return { date, startTime, endTime, place, ...reason ? { reason } : {} }
  }
}

/** Moves, cancels, takes up again or gives away one lesson. */
export default defineFormHandler({
  allow: isStaff,
  page: (_fields, event) => `/lessons/${getRouterParam(event, 'id')}/plan`,
  keep: ['action', 'date', 'startTime', 'endTime', 'place', 'reason'],
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await changeLesson(viewerContext(event), id, parseBody(lessonChange, changeOf(fields)))
    return `/lessons/${id}/plan?done=1`
  },
})
