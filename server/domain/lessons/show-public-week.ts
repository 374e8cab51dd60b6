import type { PublicWeek } from '#shared/schemas/public-week'
import { addDays, localToday, startOfWeek } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { empty, sql } from '../../infra/db/sql'

const WEEKS_BACK = 4
const WEEKS_AHEAD = 12
const MOST = 500

type Row = PublicWeek['lessons'][number]

export interface WeekChoice {
  /** Any day of the week; left out: this week. */
  from?: string | undefined
  branchId?: string | undefined
}

/**
 * A week as anybody may see it. Only the weeks around the present one are public, so that caches keep a bounded number.
 * @throws DomainError 404 when the tenant switched it off, or for a week too far away
 */
export async function showPublicWeek(ctx: TenantContext, { from, branchId }: WeekChoice): Promise<PublicWeek> {
  if (!ctx.tenant.settings.publicTimetable) throw notInSight()
  const thisWeek = startOfWeek(localToday(ctx.tenant))
  const [first, last] = [addDays(thisWeek, -7 * WEEKS_BACK), addDays(thisWeek, 7 * WEEKS_AHEAD)]
  const monday = startOfWeek(from ?? thisWeek)
  if (monday < first || monday > last) throw notInSight()
  const sunday = addDays(monday, 6)

  const [branches, lessons] = await Promise.all([
    db.query<{ id: string, name: string }>(ctx, sql`
      SELECT b.id, b.name FROM branches b WHERE b."tenantId" = ${ctx.tenant.id}::uuid ORDER BY b.name, b.id LIMIT 200`),
    db.query<Row>(ctx, sql`
      SELECT l.date, to_char(l."startTime", 'HH24:MI') AS "startsAt", to_char(l."endTime", 'HH24:MI') AS "endsAt",
        g.name AS "groupName", b.name AS "branchName", l.kind::text AS kind, l.status = 'cancelled' AS cancelled
      FROM lessons l
      JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
      JOIN branches b ON b."tenantId" = l."tenantId" AND b.id = l."branchId"
      WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.date BETWEEN ${monday}::date AND ${sunday}::date AND l.kind <> 'registration'
        ${branchId ? sql`AND l."branchId" = ${branchId}::uuid` : empty}
      ORDER BY l.date, l."startTime", g.name, l.id LIMIT ${MOST + 1}`),
  ])
  return {
    from: monday, to: sunday,
    previous: monday > first ? addDays(monday, -7) : null,
    next: monday < last ? addDays(monday, 7) : null,
    branches, lessons: lessons.slice(0, MOST), more: lessons.length > MOST,
  }
}
