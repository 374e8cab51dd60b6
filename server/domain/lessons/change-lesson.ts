import type { Lesson, LessonChange } from '#shared/schemas/lessons'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { keepChange, type LessonState } from '../timetable/keep-change'
import { shareTimetable } from '../timetable/share-timetable'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { checkTimes } from './check-times'
import { lessonColumns } from './lesson-columns'
import { type LessonRow, lessonView } from './lesson-view'
import { type LockedLesson, lockLesson } from './lock-lesson'
import { managesBranch } from './policy'
import { type Standing, standingOf } from './standing'

function assertAllowed(ctx: TenantContext<Viewer>, lesson: LockedLesson, change: LessonChange, { plans, leads }: Standing) {
  const { substituteId, ...plan } = change
  if (Object.values(plan).some(value => value !== undefined) && !plans) throw forbidden('Lessons of this group are planned by others.')
  if (substituteId !== undefined && !leads && !managesBranch(ctx.viewer, lesson.branchId))
    throw forbidden('A substitute is named by a manager, or by whoever leads the group.')
}

/** How the lesson will stand. A new day or hour makes it `moved`, also one that only its closed day had cancelled. */
function stateAfter(lesson: LockedLesson, change: LessonChange, { place, substituteId, closureId }: Standing) {
  const { date = lesson.date, startTime = lesson.startTime, endTime = lesson.endTime } = change
  const moved = date !== lesson.date || startTime !== lesson.startTime || endTime !== lesson.endTime
  const leavesClosedDay = closureId !== null && date !== lesson.date
  const status = change.status ?? (moved && (lesson.status !== 'cancelled' || leavesClosedDay) ? 'moved' : lesson.status)
  const after: LessonState & Pick<LockedLesson, 'status'> = {
    date, startTime, endTime, status, place: change.place === undefined ? place : change.place || null,
    substituteId: change.substituteId === undefined ? substituteId : change.substituteId,
  }
  return { after, moved }
}

function assertPossible(lesson: LockedLesson, change: LessonChange, after: LessonState, { marked, substitute, closed }: Standing) {
  checkTimes(after)
  if (change.substituteId && !substitute) throw invalid([{ path: 'substituteId', code: 'not_found', message: 'There is no such teacher.' }])
  const takesUp = after.status !== 'cancelled' && (after.date !== lesson.date || lesson.status === 'cancelled')
  if (takesUp && closed) throw invalid([{ path: 'date', code: 'closed_day', message: 'No lessons take place on this day: it is closed.' }])
  if (marked && (after.date !== lesson.date || (after.status === 'cancelled' && lesson.status !== 'cancelled'))) {
    throw new DomainError('register_has_marks', {
      status: 409, detail: 'Children are marked in this lesson. Clear the register first, then move or cancel it.',
    })
  }
}

const actionOf = (lesson: LockedLesson, change: LessonChange, moved: boolean) => {
  if (change.status === 'cancelled' && lesson.status !== 'cancelled') return 'lesson.cancelled'
  if (moved) return 'lesson.moved'
  return change.substituteId !== undefined ? 'lesson.substituted' : 'lesson.changed'
}

/** Word that a child will be away from this very lesson goes with it to its new day. */
async function takeNoticesAlong(tx: SqlTransaction, ctx: TenantContext<Viewer>, lessonId: string, date: string): Promise<void> {
  const moved = await tx.$queryRaw<{ studentId: string }[]>(sql`
    UPDATE absence_notices SET "from" = ${date}::date, "to" = ${date}::date
    WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "lessonId" = ${lessonId}::uuid AND "withdrawnAt" IS NULL RETURNING "studentId"`)
  if (moved.length > 0) await emit(tx, ctx, { name: 'absence.changed', payload: { studentIds: moved.map(({ studentId }) => studentId) } })
}

/**
 * Moves, cancels or takes up again one lesson, or gives it a place or a substitute; its history keeps what stood before. It
 * stays the same lesson, for calendars too: enrolments and absence notices are those of its new day.
 * @throws DomainError `not_found`, `forbidden`, `invalid`, also for a closed day
 * @throws DomainError `register_has_marks` 409: marks repeat the lesson's day, so it cannot be moved to another or cancelled
 */
export async function changeLesson(ctx: TenantContext<Viewer>, lessonId: string, change: LessonChange): Promise<Lesson> {
  return db.change(ctx, async (tx) => {
    await shareTimetable(tx, ctx)
    const lesson = await lockLesson(tx, ctx, lessonId)
    const standing = await standingOf(tx, ctx, lesson, { date: change.date ?? lesson.date, substituteId: change.substituteId ?? null })
    assertAllowed(ctx, lesson, change, standing)
    const { after, moved } = stateAfter(lesson, change, standing)
    assertPossible(lesson, change, after, standing)

    const before: LessonState = { ...after, ...standing.before }
    const differs = (Object.keys(after) as (keyof LessonState)[]).some(key => after[key] !== before[key])
    const stillClosed = standing.closureId !== null && after.status === 'cancelled' && after.date === lesson.date && change.status === undefined
    const [row] = await tx.$queryRaw<LessonRow[]>(sql`
      WITH l AS (
        UPDATE lessons SET date = ${after.date}::date, "startTime" = ${after.startTime}::time, "endTime" = ${after.endTime}::time,
          status = ${after.status}::lesson_status, place = ${after.place}, "substituteId" = ${after.substituteId}::uuid,
          "statusReason" = CASE WHEN ${change.reason !== undefined || after.status === 'scheduled'}::boolean THEN ${change.reason || null} ELSE "statusReason" END,
          "takenAt" = CASE WHEN ${after.date !== lesson.date}::boolean THEN NULL ELSE "takenAt" END,
          "closureId" = CASE WHEN ${stillClosed}::boolean THEN "closureId" END, "statusBefore" = CASE WHEN ${stillClosed}::boolean THEN "statusBefore" END,
          exception = exception OR ${differs}::boolean, sequence = sequence + CASE WHEN ${differs}::boolean THEN 1 ELSE 0 END, "updatedAt" = now()
        WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${lesson.id}::uuid
        RETURNING *
      )
      SELECT ${lessonColumns} FROM l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"`)
    if (!row) throw new Error('a locked lesson is gone')
    if (differs) await keepChange(tx, ctx, lesson.id, before, after, change.reason || null)
    if (after.date !== lesson.date) await takeNoticesAlong(tx, ctx, lesson.id, after.date)
    const { date, startTime, status } = after
    await recordAudit(tx, ctx, {
      action: actionOf(lesson, change, moved), subject: 'lesson', subjectId: lesson.id,
      details: {
        before: { date: lesson.date, startTime: lesson.startTime, status: lesson.status }, after: { date, startTime, status },
        ...change.substituteId !== undefined && { substituteId: change.substituteId },
      },
    })
    await emit(tx, ctx, { name: 'lesson.changed', payload: { lessonId: row.id, groupId: row.groupId } })
    return lessonView(ctx.tenant, row)
  })
}
