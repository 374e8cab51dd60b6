import type { Lesson } from '#shared/schemas/lessons'
import type { LessonKind, LessonStatus } from '#shared/utils/lesson-words'
import { zonedSpan } from '#shared/utils/zoned-time'
import type { Tenant } from '../context'

export interface LessonRow {
  id: string
  groupId: string
  groupName: string
  date: string
  startTime: string
  endTime: string
  kind: LessonKind
  status: LessonStatus
  place: string | null
  taken: boolean
}

/** A lesson as the API gives it, its ends as instants with the offset of the tenant's zone. */
export function lessonView(tenant: Tenant, { startTime, endTime, taken, ...row }: LessonRow): Lesson & { register: 'open' | 'taken' } {
  const { id, groupId, groupName, date, kind, status, place } = row
  return {
    id, groupId, groupName, date, ...zonedSpan(date, startTime, endTime, tenant.timeZone),
    kind, status, place, register: taken ? 'taken' : 'open',
  }
}
