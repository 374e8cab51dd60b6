import type { GroupTeachers } from '#shared/schemas/adults'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { everBegan } from './end-places'
import { groupsToKeep } from './reach'
import { asStaff, groupsInSight, usersInSight } from './sight'

/** More than a school has; a form with a longer list is of no use to anybody. */
const MOST = 1_000

/** Who teaches a group today and later, the leads first, and who else teaches here and may be chosen. @throws DomainError `not_found` */
export async function listGroupTeachers(viewerCtx: TenantContext<Viewer>, groupId: string): Promise<GroupTeachers> {
  const ctx = asStaff(viewerCtx)
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<GroupTeachers>(ctx, sql`
    SELECT ${groupsToKeep(ctx)} AS changeable,
      (SELECT COALESCE(json_agg(json_build_object('id', x.id, 'user', json_build_object('id', u.id, 'name', u.name), 'role', x.role, 'from', x."from", 'to', x."to")
          ORDER BY x.role, u.name ${collate}, x."from"), '[]')
        FROM assignments x JOIN users u ON u."tenantId" = x."tenantId" AND u.id = x."userId"
        WHERE x."tenantId" = g."tenantId" AND x."groupId" = g.id AND (x."to" IS NULL OR x."to" >= ${today}::date) AND ${everBegan}) AS data,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'name', c.name) ORDER BY c.name ${collate}), '[]') FROM (
        SELECT u.id, u.name FROM users u
        WHERE u."tenantId" = g."tenantId" AND u."endedAt" IS NULL AND ${usersInSight(ctx)}
          AND EXISTS (SELECT 1 FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id AND r.role = 'teacher')
          AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a."tenantId" = u."tenantId" AND a."userId" = u.id AND a."groupId" = g.id AND a."to" IS NULL)
        ORDER BY u.name ${collate} LIMIT ${MOST}::int) c) AS others
    FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)}`)
  if (!row) throw notInSight()
  return row
}
