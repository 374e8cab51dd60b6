import type { ExportChoices } from '#shared/schemas/exports'
import { collationOf } from '#shared/utils/collation'
import type { TenantContext, Viewer } from '../context'
import { figuresRange } from '../attendance/figures-range'
import { asStaff, groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'

/** More than a list to choose from is good for. */
const MOST = 500

/** What the page of exports starts with: the current term so far, and the groups in sight. */
export async function exportChoices(ctx: TenantContext<Viewer>): Promise<ExportChoices> {
  const { first, last } = figuresRange(ctx, {})
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<ExportChoices>(ctx, sql`
    SELECT ${first} AS "from", ${last} AS "to", COALESCE((
      SELECT json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o.name ${collate}, o.id) FROM (
        SELECT g.id, g.name FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g."endedAt" IS NULL AND ${groupsInSight(asStaff(ctx))}
        ORDER BY g.name ${collate}, g.id LIMIT ${MOST}::int) o), '[]') AS groups`)
  if (!row) throw new Error('a statement without a table gave no row')
  return row
}
