import type { PublicWeek } from '#shared/schemas/public-week'
import { addDays, localToday, startOfWeek } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { empty, sql } from '../../infra/db/sql'

const WEEKS_BACK = 4
const WEEKS_AHEAD = 12
const MOST = 500
const MOST_BRANCHES = 200

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

  const [[house], lessons] = await Promise.all([
    db.query<Pick<PublicWeek, 'branches' | 'closures'>>(ctx, sql`
      SELECT coalesce((SELECT json_agg(listed) FROM (
          SELECT b.id, b.name FROM branches b WHERE b."tenantId" = ${ctx.tenant.id}::uuid ORDER BY b.name, b.id LIMIT ${MOST_BRANCHES}::int) listed), '[]') AS branches,
        coalesce((SELECT json_agg(json_build_object('branchName', b.name, 'from', c."from", 'to', c."to", 'reason', c.reason) ORDER BY c."from", c.id)
          FROM closures c LEFT JOIN branches b ON b."tenantId" = c."tenantId" AND b.id = c."branchId"
          WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."to" >= ${monday}::date AND c."from" <= ${sunday}::date AND c."endedAt" IS NULL
            ${branchId ? sql`AND (c."branchId" IS NULL OR c."branchId" = ${branchId}::uuid)` : empty}), '[]') AS closures`),
    db.query<Row>(ctx, sql`
      SELECT l.date, to_char(l."startTime", 'HH24:MI') AS "startsAt", to_char(l."endTime", 'HH24:MI') AS "endsAt",
        g.name AS "groupName", b.name AS "branchName", l.kind::text AS kind, l.status = 'cancelled' AS cancelled
      FROM lessons l
      CROSS JOIN LATERAL (SELECT own.name FROM groups own WHERE own."tenantId" = l."tenantId" AND own.id = l."groupId" LIMIT 1) g
      CROSS JOIN LATERAL (SELECT own.name FROM branches own WHERE own."tenantId" = l."tenantId" AND own.id = l."branchId" LIMIT 1) b
      WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.date BETWEEN ${monday}::date AND ${sunday}::date AND l.kind <> 'registration' AND l."closureId" IS NULL
        ${branchId ? sql`AND l."branchId" = ${branchId}::uuid` : empty}
      ORDER BY l.date, l."startTime", g.name, l.id LIMIT ${MOST + 1}`),
  ])
  return {
    from: monday, to: sunday,
    previous: monday > first ? addDays(monday, -7) : null,
    next: monday < last ? addDays(monday, 7) : null,
    branches: house?.branches ?? [], closures: house?.closures ?? [], lessons: lessons.slice(0, MOST), more: lessons.length > MOST,
  }
}
