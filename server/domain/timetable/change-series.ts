import type { Series, SeriesChange } from '#shared/schemas/timetable'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { checkTimes } from '../lessons/check-times'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { closedOn } from './closed-on'
import { dropLessons, untouched } from './drop-lessons'
import { fillSeries } from './fill-series'
import { holdLessons } from './hold-lessons'
import { keepChanges } from './keep-changes'
import { stateOf } from './state-of'
import { lockSeries } from './lock-series'
import { checkDays } from './plan-series'
import { seriesColumns } from './series-columns'

/**
 * Changes a series from a day on: what was before keeps its series, what comes after gets one of its own. A lesson goes on
 * as the one in the same place of its week, with its id; one changed by hand or with marks stays where it is.
 * @throws DomainError `not_found`, `forbidden`, `invalid`
 */
export async function changeSeries(ctx: TenantContext<Viewer>, seriesId: string, change: SeriesChange): Promise<Series> {
  return db.change(ctx, async (tx) => {
    const old = await lockSeries(tx, ctx, seriesId)
    const from = change.from > old.from ? change.from : old.from
    const { weekdays = old.weekdays, startTime = old.startTime, endTime = old.endTime, place = old.place, to = old.to } = change
    checkTimes({ startTime, endTime })
    checkDays(from, to, localToday(ctx.tenant))
    const [next] = await tx.$queryRaw<Series[]>(sql`
      WITH ended AS (
        UPDATE lesson_series SET "endsOn" = ${addDays(from, -1)}::date WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${old.id}::uuid
      ), s AS (
        INSERT INTO lesson_series ("tenantId", "groupId", weekdays, "startTime", "endTime", place, kind, "startsOn", "endsOn")
        VALUES (${ctx.tenant.id}::uuid, ${old.groupId}::uuid, ${weekdays}::smallint[], ${startTime}::time, ${endTime}::time, ${place || null}, ${old.kind}::lesson_kind,
          ${from}::date, ${to}::date)
        RETURNING *
      ) SELECT ${seriesColumns} FROM s`)
    if (!next) throw new Error('a series was not made')
    const after = sql`l."seriesId" = ${old.id}::uuid AND l."seriesDate" >= ${from}::date`
    await holdLessons(tx, ctx, after)
    await carryOver(tx, ctx, old, next)
    await dropLessons(tx, ctx, after, next.id)
    await fillSeries(tx, ctx, next.id)
    await recordAudit(tx, ctx, {
      action: 'lesson_series.changed', subject: 'lesson_series', subjectId: next.id,
      details: { groupId: old.groupId, from, before: { weekdays: old.weekdays, startTime: old.startTime }, after: { weekdays, startTime } },
    })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: next.id } })
    return next
  })
}

/** Gives each lesson of the old series the day of the new one that has the same rank in its week, where there is one. */
async function carryOver(tx: SqlTransaction, ctx: TenantContext, old: Series, next: Series): Promise<void> {
  await tx.$executeRaw(sql`
    WITH had AS (
      SELECT l.id, l."seriesDate", ${untouched} AS free, ${stateOf(sql`l`)} AS before, date_trunc('week', l."seriesDate"::timestamp)::date AS monday,
        row_number() OVER (PARTITION BY date_trunc('week', l."seriesDate"::timestamp) ORDER BY l."seriesDate") AS rank
      FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l."seriesId" = ${old.id}::uuid AND l."seriesDate" >= ${next.from}::date
    ), gets AS (
      SELECT w.monday, w.monday + day - 1 AS date, row_number() OVER (PARTITION BY w.monday ORDER BY day) AS rank
      FROM (SELECT DISTINCT monday FROM had) w CROSS JOIN unnest(${next.weekdays}::int[]) day
      WHERE w.monday + day - 1 >= ${next.from}::date AND (${next.to}::date IS NULL OR w.monday + day - 1 <= ${next.to}::date)
    ), pairs AS (
      SELECT had.*, gets.date, shut.id AS "shutBy" FROM had JOIN gets ON gets.monday = had.monday AND gets.rank = had.rank
      JOIN groups g ON g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${next.groupId}::uuid
      LEFT JOIN LATERAL (${closedOn(sql`g."tenantId"`, sql`g."branchId"`, sql`gets.date`)}) shut ON true
    ), kept AS (
      UPDATE lessons l SET "seriesId" = ${next.id}::uuid, "seriesDate" = pairs.date
      FROM pairs WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = pairs.id AND NOT pairs.free
    ), changed AS (
      UPDATE lessons l SET "seriesId" = ${next.id}::uuid, "seriesDate" = pairs.date, date = pairs.date,
        "startTime" = ${next.startTime}::time, "endTime" = ${next.endTime}::time, place = ${next.place},
        status = CASE WHEN pairs."shutBy" IS NULL THEN 'scheduled' ELSE 'cancelled' END::lesson_status, "closureId" = pairs."shutBy",
        "statusBefore" = CASE WHEN pairs."shutBy" IS NULL THEN NULL ELSE 'scheduled' END::lesson_status,
        sequence = sequence + CASE WHEN (l.date, l."startTime", l."endTime", l.place) IS DISTINCT FROM (pairs.date, ${next.startTime}::time, ${next.endTime}::time, ${next.place}::text)
          OR l."closureId" IS DISTINCT FROM pairs."shutBy" THEN 1 ELSE 0 END,
        "updatedAt" = now()
      FROM pairs WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = pairs.id AND pairs.free
      RETURNING l.id, pairs.before, ${stateOf(sql`l`)} AS after
    ), followed AS (
      UPDATE absence_notices n SET "from" = pairs.date, "to" = pairs.date FROM pairs
      WHERE n."tenantId" = ${ctx.tenant.id}::uuid AND n."lessonId" = pairs.id AND n."withdrawnAt" IS NULL AND pairs.free AND pairs.date <> pairs."seriesDate"
    ) ${keepChanges(ctx, { batchId: next.id })}`)
}
