import type { Series } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { groupsInSight } from '../people/sight'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockTimetable } from './lock-timetable'
import { groupsManaged } from './policy'
import { seriesColumns } from './series-columns'

/** Holds a series of a group that the viewer manages. @throws DomainError `not_found`, `forbidden` */
export async function lockSeries(tx: SqlTransaction, ctx: TenantContext<Viewer>, seriesId: string): Promise<Series> {
  await lockTimetable(tx, ctx)
  const [row] = await tx.$queryRaw<(Series & { managed: boolean })[]>(sql`
    SELECT ${seriesColumns}, ${groupsManaged(ctx)} AS managed
    FROM lesson_series s JOIN groups g ON g."tenantId" = s."tenantId" AND g.id = s."groupId"
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${seriesId}::uuid AND ${groupsInSight(ctx)} FOR UPDATE OF s`)
  if (!row) throw notInSight()
  const { managed, ...series } = row
  if (!managed) throw forbidden('Lessons of this group are planned by others.')
  return series
}
