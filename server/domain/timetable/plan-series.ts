import type { NewSeries, Series } from '#shared/schemas/timetable'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { checkTimes } from '../lessons/check-times'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { fillSeries } from './fill-series'
import { lockTimetable } from './lock-timetable'
import { groupsManaged } from './policy'
import { seriesColumns } from './series-columns'

/** The last day: the one given, or the term's; null: open. */
async function lastDay(tx: SqlTransaction, ctx: TenantContext, { to = null, termId }: NewSeries): Promise<string | null> {
  if (!termId) return to
  const [term] = await tx.$queryRaw<{ endsOn: string }[]>(sql`
    SELECT t."endsOn" FROM terms t WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t.id = ${termId}::uuid`)
  if (!term) throw invalid([{ path: 'termId', code: 'not_found', message: 'There is no such term.' }])
  return term.endsOn
}

/** @throws DomainError `invalid` for a first day that is over, or a last one before it */
export function checkDays(from: string, to: string | null, today: string): void {
  if (from < today) throw invalid([{ path: 'from', code: 'past', message: 'It begins today or later.' }])
  if (to !== null && to < from) throw invalid([{ path: 'to', code: 'before_from', message: 'The last day is before the first.' }])
}

/**
 * Has a group meet every week, and makes its lessons of the next weeks.
 * @throws DomainError `invalid` with `groupId` when there is no such group of the viewer's branches
 */
export async function planSeries(ctx: TenantContext<Viewer>, input: NewSeries): Promise<Series> {
  checkTimes(input)
  const ordinary = ctx.tenant.vocabulary === 'academy' ? 'training' : 'lesson'
  return db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const to = await lastDay(tx, ctx, input)
    checkDays(input.from, to, localToday(ctx.tenant))
    const [row] = await tx.$queryRaw<Series[]>(sql`
      WITH s AS (
        INSERT INTO lesson_series ("tenantId", "groupId", weekdays, "startTime", "endTime", place, kind, "startsOn", "endsOn")
        SELECT g."tenantId", g.id, ${input.weekdays}::smallint[], ${input.startTime}::time, ${input.endTime}::time, ${input.place || null},
          coalesce(${input.kind ?? null}, CASE WHEN g.kind = 'registration' THEN 'registration' ELSE ${ordinary} END)::lesson_kind, ${input.from}::date, ${to}::date
        FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${input.groupId}::uuid AND g."endedAt" IS NULL AND ${groupsManaged(ctx)}
        RETURNING *
      ) SELECT ${seriesColumns} FROM s`)
    if (!row) throw invalid([{ path: 'groupId', code: 'not_found', message: 'There is no such group for you to plan.' }])
    const lessons = await fillSeries(tx, ctx, row.id)
    await recordAudit(tx, ctx, { action: 'lesson_series.planned', subject: 'lesson_series', subjectId: row.id, details: { groupId: row.groupId, lessons } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
    return row
  })
}
