import type { Series } from '#shared/schemas/timetable'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { seriesColumns } from './series-columns'

/** The series of a group that are not over, in the order of the week. @throws DomainError `not_found` */
export async function listSeries(ctx: TenantContext<Viewer>, groupId: string): Promise<{ data: Series[] }> {
  const [row] = await db.query<{ data: Series[] }>(ctx, sql`
    SELECT coalesce((SELECT json_agg(listed) FROM (
      SELECT ${seriesColumns} FROM lesson_series s
      WHERE s."tenantId" = g."tenantId" AND s."groupId" = g.id AND (s."endsOn" IS NULL OR (s."endsOn" >= ${localToday(ctx.tenant)}::date AND s."endsOn" >= s."startsOn"))
      ORDER BY s.weekdays, s."startTime", s.id) listed), '[]') AS data
    FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)}`)
  if (!row) throw notInSight()
  return row
}
