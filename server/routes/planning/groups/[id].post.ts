import { newAssignment } from '#shared/schemas/adults'
import { lastDay } from '#shared/schemas/class-list'
import { idParams } from '#shared/schemas/ids'
import { groupChange, newSeries, seriesChange, seriesEnd } from '#shared/schemas/timetable'
import { assignTeacher } from '../../../domain/people/assign-teacher'
import { endAssignment } from '../../../domain/people/end-assignment'
import { isManager } from '../../../domain/people/policy'
import { changeGroup } from '../../../domain/timetable/change-group'
import { changeSeries } from '../../../domain/timetable/change-series'
import { endSeries } from '../../../domain/timetable/end-series'
import { planSeries } from '../../../domain/timetable/plan-series'
import type { FormFields } from '../../../utils/define-form-handler'

const STAFFING = /^(?:assign|end-assignment)$/
const DAY = /^day-([1-7])$/
const TERM = /^term-(.+)$/
const chosen = (fields: FormFields, pattern: RegExp) => Object.keys(fields).flatMap(name => pattern.exec(name)?.[1] ?? [])

const planOf = (fields: FormFields) => {
  const { startTime, endTime, place, from, to } = fields
  return { weekdays: chosen(fields, DAY).map(Number), startTime, endTime, place, from, to: to || null }
}

/** One group: its name and terms, who teaches it, whether it still meets, and what it does every week. */
export default defineFormHandler({
  allow: isManager,
  page: ({ action, seriesId = '' }, event) => `/planning/groups/${getRouterParam(event, 'id')}?${STAFFING.test(action ?? '') ? 'at=teachers' : `series=${/^[\w-]+$/.test(seriesId) ? seriesId : 'new'}`}`,
  keep: fields => ['action', 'name', 'userId', 'role', 'startTime', 'endTime', 'place', 'from', 'to', ...Object.keys(fields).filter(name => DAY.test(name))],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    const { id } = parseParams(idParams, getRouterParams(event))
    const { action, name, seriesId, from } = fields
    const done = (what: string) => `/planning/groups/${id}?done=${what}`
    switch (action) {
      case 'series':
        await planSeries(ctx, parseBody(newSeries, { groupId: id, ...planOf(fields) }))
        return done('series')
      case 'change-series':
        await changeSeries(ctx, parseParams(idParams, { id: seriesId }).id, parseBody(seriesChange, planOf(fields)))
        return done('series')
      case 'end-series':
        await endSeries(ctx, parseParams(idParams, { id: seriesId }).id, parseBody(seriesEnd, { from }).from)
        return done('ended')
      case 'assign': {
        const { userId, role } = fields
        await assignTeacher(ctx, id, parseBody(newAssignment, { userId, role, ...from ? { from } : {} }))
        return done('assigned')
      }
      case 'end-assignment':
        await endAssignment(ctx, parseParams(idParams, { id: fields.row }).id, parseBody(lastDay, { to: fields.to }).to)
        return done('assigned')
      case 'end':
      case 'resume':
        await changeGroup(ctx, id, { ended: action === 'end' })
        return done('saved')
      default:
        await changeGroup(ctx, id, parseBody(groupChange, { name, termIds: chosen(fields, TERM) }))
        return done('saved')
    }
  },
})
