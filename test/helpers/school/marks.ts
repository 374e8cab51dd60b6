import { insert, rows } from './rows'
import type { ALesson } from './lessons'
import type { Tenant } from '../../../server/domain/context'

type Status = 'present' | 'late' | 'absent' | 'excused'
interface Named { id: string }

/** Marks as `PUT /api/lessons/:id/register` takes them. */
export const present = (student: Named) => ({ studentId: student.id, status: 'present' as const })
export const late = (student: Named, minutesLate = 5) => ({ studentId: student.id, status: 'late' as const, minutesLate })
export const absent = (student: Named) => ({ studentId: student.id, status: 'absent' as const })
export const excused = (student: Named) => ({ studentId: student.id, status: 'excused' as const })
export const unmarked = (student: Named) => ({ studentId: student.id, status: null })

/** A mark that stands already, set by nobody. */
export async function aMark(tenant: Tenant, lesson: ALesson, student: Named, status: Status, minutesLate?: number) {
  return insert<Named>('marks', {
    tenantId: tenant.id, lessonId: lesson.id, groupId: lesson.groupId, date: lesson.date, studentId: student.id, status, minutesLate,
  })
}

/** What the database holds of a lesson's register, in the order of the students' ids. */
export async function marksOf(tenant: Tenant, lesson: Named) {
  return rows<{ studentId: string, status: Status, minutesLate: number | null, note: string | null }>(
    'select "studentId", status, "minutesLate", note from marks where "tenantId" = $1 and "lessonId" = $2 order by "studentId"',
    [tenant.id, lesson.id],
  )
}

export interface NoticeOptions {
  from?: string
  to?: string
  lesson?: ALesson
  reason?: string
  createdBy?: Named
}

/** Word in advance that a child will be away. */
export async function aNotice(tenant: Tenant, student: Named, day: string, options: NoticeOptions = {}) {
  const { from = day, to = from, lesson, reason = 'ill', createdBy } = options
  return insert<Named>('absence_notices', {
    tenantId: tenant.id, studentId: student.id, lessonId: lesson?.id, from, to, reason, createdBy: createdBy?.id,
  })
}

/** A child who is in one lesson without being enrolled. */
export async function aGuest(tenant: Tenant, lesson: Named, student: Named, kind: 'trial' | 'make_up' | 'called_up' = 'make_up') {
  return insert<Named>('lesson_guests', { tenantId: tenant.id, lessonId: lesson.id, studentId: student.id, kind })
}
