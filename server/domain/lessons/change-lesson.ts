import type { Lesson, LessonChange } from '#shared/schemas/lessons'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { checkTimes } from './check-times'
import { lessonColumns } from './lesson-columns'
import { type LessonRow, lessonView } from './lesson-view'
import { type LockedLesson, lockLesson } from './lock-lesson'
import { groupsLed, groupsToPlan, managesBranch } from './policy'

interface Standing { plans: boolean, leads: boolean, marked: boolean, substitute: boolean }

/** What this viewer may do with the lesson's group, whether anybody is marked, and whether the substitute is one of the staff. */
async function standingOf(tx: SqlTransaction, ctx: TenantContext<Viewer>, lesson: LockedLesson, substituteId: string | null): Promise<Standing> {
  const [standing] = await tx.$queryRaw<Standing[]>(sql`
    SELECT ${groupsToPlan(ctx)} AS plans, ${groupsLed(ctx)} AS leads,
      EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = g."tenantId" AND m."lessonId" = ${lesson.id}::uuid) AS marked,
      EXISTS (SELECT 1 FROM users u JOIN user_roles r ON r."tenantId" = u."tenantId" AND r."userId" = u.id
        WHERE u."tenantId" = g."tenantId" AND u.id = ${substituteId}::uuid AND u."endedAt" IS NULL AND r.role = 'teacher') AS substitute
    FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${lesson.groupId}::uuid`)
  if (!standing) throw new Error('a lesson without its group')
  return standing
}

function assertAllowed(ctx: TenantContext<Viewer>, lesson: LockedLesson, change: LessonChange, { plans, leads }: Standing) {
  const { substituteId, ...plan } = change
  if (Object.values(plan).some(value => value !== undefined) && !plans) throw forbidden('Lessons of this group are planned by others.')
  if (substituteId !== undefined && !leads && !managesBranch(ctx.viewer, lesson.branchId))
    throw forbidden('A substitute is named by a manager, or by whoever leads the group.')
}

const actionOf = (lesson: LockedLesson, change: LessonChange, moved: boolean) => {
  if (change.status === 'cancelled' && lesson.status !== 'cancelled') return 'lesson.cancelled'
  if (moved) return 'lesson.moved'
  return change.substituteId !== undefined ? 'lesson.substituted' : 'lesson.changed'
}

/**
 * Moves, cancels or takes up again one lesson, or gives it a place or a substitute. A new day or hour makes it `moved`
 * unless another status is given.
 * @throws DomainError `not_found`, `forbidden`, `invalid`
 * @throws DomainError `register_has_marks` 409: marks repeat the lesson's day, so it cannot be moved to another or cancelled
 */
export async function changeLesson(ctx: TenantContext<Viewer>, lessonId: string, change: LessonChange): Promise<Lesson> {
  return db.change(ctx, async (tx) => {
    const lesson = await lockLesson(tx, ctx, lessonId)
    const standing = await standingOf(tx, ctx, lesson, change.substituteId ?? null)
    assertAllowed(ctx, lesson, change, standing)
    const { date = lesson.date, startTime = lesson.startTime, endTime = lesson.endTime, substituteId } = change
    checkTimes({ startTime, endTime })
    if (substituteId && !standing.substitute) throw invalid([{ path: 'substituteId', code: 'not_found', message: 'There is no such teacher.' }])

    const moved = date !== lesson.date || startTime !== lesson.startTime || endTime !== lesson.endTime
    const status = change.status ?? (moved && lesson.status !== 'cancelled' ? 'moved' : lesson.status)
    if (standing.marked && (date !== lesson.date || (status === 'cancelled' && lesson.status !== 'cancelled'))) {
      throw new DomainError('register_has_marks', {
        status: 409, detail: 'Children are marked in this lesson. Clear the register first, then move or cancel it.',
      })
    }
    const [row] = await tx.$queryRaw<LessonRow[]>(sql`
      WITH l AS (
        UPDATE lessons SET date = ${date}::date, "startTime" = ${startTime}::time, "endTime" = ${endTime}::time, status = ${status}::lesson_status,
          place = CASE WHEN ${change.place !== undefined}::boolean THEN ${change.place || null} ELSE place END,
          "statusReason" = CASE WHEN ${change.reason !== undefined || status === 'scheduled'}::boolean THEN ${change.reason || null} ELSE "statusReason" END,
          "substituteId" = CASE WHEN ${substituteId !== undefined}::boolean THEN ${substituteId ?? null}::uuid ELSE "substituteId" END,
          "takenAt" = CASE WHEN ${date !== lesson.date}::boolean THEN NULL ELSE "takenAt" END, "updatedAt" = now()
        WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${lesson.id}::uuid
        RETURNING *
      )
      SELECT ${lessonColumns} FROM l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"`)
    if (!row) throw new Error('a locked lesson is gone')
    const { date: fromDate, startTime: fromTime, status: before } = lesson
    await recordAudit(tx, ctx, {
      action: actionOf(lesson, change, moved), subject: 'lesson', subjectId: lesson.id,
      details: {
        before: { date: fromDate, startTime: fromTime, status: before }, after: { date, startTime, status },
        ...substituteId !== undefined && { substituteId },
      },
    })
    await emit(tx, ctx, { name: 'lesson.changed', payload: { lessonId: row.id, groupId: row.groupId } })
    return lessonView(ctx.tenant, row)
  })
}
