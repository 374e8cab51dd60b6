import { addDays, localToday, startOfWeek, type LocalDate } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { empty, sql } from '../../infra/db/sql'
import { closedOn } from './closed-on'

/** From a Monday to the last day for which lessons of series are made: the public timetable shows as many weeks. */
export const HORIZON_DAYS = 7 * 12 + 6

export const horizonOf = (tenant: { timeZone: string }, now = new Date()): LocalDate =>
  addDays(startOfWeek(localToday(tenant, now)), HORIZON_DAYS)

/**
 * Makes the lessons of series up to the horizon, those that are not made yet; on closed days they are cancelled from the
 * start. The caller holds the timetable.
 * @param seriesId one series alone
 * @returns how many were made
 */
export async function fillSeries(tx: SqlTransaction, ctx: TenantContext, seriesId?: string): Promise<number> {
  const horizon = horizonOf(ctx.tenant)
  return tx.$executeRaw(sql`
    WITH due AS (
      SELECT s.*, g."branchId", greatest(s."startsOn", s."filledTo" + 1, ${localToday(ctx.tenant)}::date) AS first, least(coalesce(s."endsOn", ${horizon}::date), ${horizon}::date) AS last
      FROM lesson_series s JOIN groups g ON g."tenantId" = s."tenantId" AND g.id = s."groupId" AND g."endedAt" IS NULL
      WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND (s."filledTo" IS NULL OR s."filledTo" < ${horizon}::date)
        ${seriesId ? sql`AND s.id = ${seriesId}::uuid` : empty}
    ), filled AS (
      UPDATE lesson_series s SET "filledTo" = ${horizon}::date FROM due WHERE s."tenantId" = due."tenantId" AND s.id = due.id
    )
    INSERT INTO lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime", place, kind, status, "closureId", "statusBefore", "seriesId", "seriesDate")
    SELECT due."tenantId", due."groupId", due."branchId", day.date, due."startTime", due."endTime", due.place, due.kind,
      CASE WHEN shut.id IS NULL THEN 'scheduled' ELSE 'cancelled' END::lesson_status, shut.id,
      CASE WHEN shut.id IS NULL THEN NULL ELSE 'scheduled' END::lesson_status, due.id, day.date
    FROM due
    CROSS JOIN LATERAL (SELECT due.first + n AS date FROM generate_series(0, due.last - due.first) n) day
    LEFT JOIN LATERAL (${closedOn(sql`due."tenantId"`, sql`due."branchId"`, sql`day.date`)}) shut ON true
    WHERE extract(isodow FROM day.date) = ANY(due.weekdays)
    ON CONFLICT ("tenantId", "seriesId", "seriesDate") DO NOTHING`)
}
