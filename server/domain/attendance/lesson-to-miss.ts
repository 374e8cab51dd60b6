import type { AbsenceReport } from '#shared/schemas/absences'
import { zonedSpan } from '#shared/utils/zoned-time'
import type { TenantContext, Viewer } from '../context'
import { type FieldError, invalid } from '../errors'
import { asReporter, lessonsInSight } from '../people/sight'
import type { SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'
import { lessonsOfStudent } from './lessons-of-student'

interface FoundLesson {
  id: string
  date: string
  startTime: string
  endTime: string
  cancelled: boolean
  /** The reported children in its roster. */
  attending: string[]
}

/**
 * The one lesson that a notice is for.
 * @throws DomainError `invalid` when it is not in sight, not on these days, over, cancelled, or not each child's
 */
export async function lessonToMiss(tx: SqlTransaction, ctx: TenantContext<Viewer>, report: AbsenceReport, now: Date): Promise<FoundLesson> {
  const [lesson] = await tx.$queryRaw<FoundLesson[]>(sql`
    SELECT l.id, l.date::text AS date, l."startTime"::text AS "startTime", l."endTime"::text AS "endTime", l.status = 'cancelled' AS cancelled,
      ARRAY(SELECT s.id FROM unnest(${ids(report.studentIds)}) AS s(id)
        WHERE l.id IN (SELECT c.id FROM (${lessonsOfStudent(ctx, sql`s.id`, sql`l.date`, sql`l.date`)}) c)) AS attending
    FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${report.lessonId}::uuid AND ${lessonsInSight(asReporter(ctx))}`)
  if (!lesson) throw invalid([{ path: 'lessonId', code: 'not_found', message: 'There is no such lesson.' }])
  const faults = [...faultsOfLesson(lesson, report, ctx.tenant, now), ...report.studentIds.flatMap((studentId, index) =>
    lesson.attending.includes(studentId.toLowerCase())
      ? []
      : [{ path: `studentIds.${index}`, code: 'not_in_lesson', message: 'This child is not in that lesson.' }])]
  if (faults.length > 0) throw invalid(faults)
  return lesson
}

function faultsOfLesson(lesson: FoundLesson, { from, to }: AbsenceReport, { timeZone }: { timeZone: string }, now: Date): FieldError[] {
  const fault = (code: string, message: string) => [{ path: 'lessonId', code, message }]
  if (lesson.date < from || lesson.date > to) return fault('outside_days', `This lesson is on ${lesson.date}.`)
  if (lesson.cancelled) return fault('cancelled', 'This lesson is cancelled; there is nothing to miss.')
  if (new Date(zonedSpan(lesson.date, lesson.startTime, lesson.endTime, timeZone).endsAt) <= now) return fault('past', 'This lesson is over.')
  return []
}
