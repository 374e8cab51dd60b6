import type { Lesson, NewLesson } from '#shared/schemas/lessons'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { closedOn } from '../timetable/closed-on'
import { shareTimetable } from '../timetable/share-timetable'
import { checkTimes } from './check-times'
import { lessonColumns } from './lesson-columns'
import { type LessonRow, lessonView } from './lesson-view'
import { groupsToPlan } from './policy'

/**
 * Adds a lesson of a group that the viewer plans for. Its kind is that of the group or, failing that, of the house:
 * a roll call, a training in an academy, a lesson in a school.
 * @throws DomainError `invalid` with `groupId` when there is no such group to plan for, with `date` for a closed day
 */
export async function planLesson(ctx: TenantContext<Viewer>, input: NewLesson): Promise<Lesson> {
  checkTimes(input)
  const ordinary = ctx.tenant.vocabulary === 'academy' ? 'training' : 'lesson'
  return db.change(ctx, async (tx) => {
    await shareTimetable(tx, ctx)
    const closed = await tx.$queryRaw<unknown[]>(sql`
      SELECT shut.id FROM groups g CROSS JOIN LATERAL (${closedOn(sql`g."tenantId"`, sql`g."branchId"`, sql`${input.date}::date`)}) shut
      WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${input.groupId}::uuid AND ${groupsToPlan(ctx)}`)
    if (closed.length > 0) throw invalid([{ path: 'date', code: 'closed_day', message: 'No lessons take place on this day: it is closed.' }])
    const [row] = await tx.$queryRaw<LessonRow[]>(sql`
      WITH l AS (
        INSERT INTO lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime", place, kind)
        SELECT g."tenantId", g.id, g."branchId", ${input.date}::date, ${input.startTime}::time, ${input.endTime}::time, ${input.place || null},
          coalesce(${input.kind ?? null}, CASE WHEN g.kind = 'registration' THEN 'registration' ELSE ${ordinary} END)::lesson_kind
        FROM groups g
        WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${input.groupId}::uuid AND g."endedAt" IS NULL AND ${groupsToPlan(ctx)}
        RETURNING *
      )
      SELECT ${lessonColumns} FROM l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"`)
    if (!row) throw invalid([{ path: 'groupId', code: 'not_found', message: 'There is no such group for you to plan.' }])
    await recordAudit(tx, ctx, { action: 'lesson.planned', subject: 'lesson', subjectId: row.id, details: { groupId: row.groupId, date: row.date } })
    await emit(tx, ctx, { name: 'lesson.changed', payload: { lessonId: row.id, groupId: row.groupId } })
    return lessonView(ctx.tenant, row)
  })
}
