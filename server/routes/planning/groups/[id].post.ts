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
import type { TenantContext, Viewer } from '../../../domain/context'
import type { FormFields } from '../../../utils/define-form-handler'

type Deed = (ctx: TenantContext<Viewer>, id: string, fields: FormFields) => Promise<unknown>
const STAFFING = /^(?:assign|end-assignment)$/
const DAY = /^day-([1-7])$/
const TERM = /^term-(.+)$/
const chosen = (fields: FormFields, pattern: RegExp) => Object.keys(fields).flatMap(name => pattern.exec(name)?.[1] ?? [])
const idOf = (value: string | undefined) => parseParams(idParams, { id: value }).id

const planOf = (fields: FormFields) => {
  const { startTime, endTime, place, from, to } = fields
  return { weekdays: chosen(fields, DAY).map(Number), startTime, endTime, place, from, to: to || null }
}

/** What each button of the page does. */
const DEEDS: Record<string, Deed> = {
  'save': (ctx, id, fields) => changeGroup(ctx, id, parseBody(groupChange, { name: fields.name, termIds: chosen(fields, TERM) })),
  'series': (ctx, id, fields) => planSeries(ctx, parseBody(newSeries, { groupId: id, ...planOf(fields) })),
  'change-series': (ctx, _, fields) => changeSeries(ctx, idOf(fields.seriesId), parseBody(seriesChange, planOf(fields))),
  'end-series': (ctx, _, { seriesId, from }) => endSeries(ctx, idOf(seriesId), parseBody(seriesEnd, { from }).from),
  'assign': (ctx, id, { userId, role, from }) => assignTeacher(ctx, id, parseBody(newAssignment, { userId, role, ...from ? { from } : {} })),
  'end-assignment': (ctx, _, { row, to }) => endAssignment(ctx, idOf(row), parseBody(lastDay, { to }).to),
  'end': (ctx, id) => changeGroup(ctx, id, { ended: true }),
  'resume': (ctx, id) => changeGroup(ctx, id, { ended: false }),
}

/** One group: its name and terms, who teaches it, whether it still meets, and what it does every week. */
export default defineFormHandler({
  allow: isManager,
  page: ({ action, seriesId = '' }, event) => `/planning/groups/${getRouterParam(event, 'id')}?${STAFFING.test(action ?? '') ? 'at=teachers' : `series=${/^[\w-]+$/.test(seriesId) ? seriesId : 'new'}`}`,
  keep: fields => ['action', 'name', 'userId', 'role', 'startTime', 'endTime', 'place', 'from', 'to', ...Object.keys(fields).filter(name => DAY.test(name))],
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await deedOf(DEEDS, fields)(viewerContext(event), id, fields)
    return `/planning/groups/${id}?done=${fields.action}`
  },
})
