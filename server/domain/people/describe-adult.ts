import type { Adult } from '#shared/schemas/adults'
import { localToday } from '#shared/utils/local-date'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { ids, type Sql, sql } from '../../infra/db/sql'
import { everBegan } from './end-places'
import { adultsToKeep } from './reach'
import { asStaff, familiesInSight, groupsInSight, studentsInSight, usersInSight } from './sight'

/**
 * Condition over the alias `u`: somebody whom the viewer has to reach, since they keep the record, or as family or staff of
 * their branches today. Of others whom a manager knows from before there is the name.
 */
function contactsInSight(ctx: TenantContext<Viewer>): Sql {
  const today = localToday(ctx.tenant)
  const branches = ids(ctx.viewer.branchIds)
  const now = (alias: Sql) => sql`${alias}."tenantId" = u."tenantId" AND ${alias}."userId" = u.id AND (${alias}."to" IS NULL OR ${alias}."to" >= ${today}::date)`
  return sql`(${adultsToKeep(ctx)}
    OR EXISTS (SELECT 1 FROM user_branches ub WHERE ub."tenantId" = u."tenantId" AND ub."userId" = u.id AND ub."branchId" = ANY(${branches}))
    OR EXISTS (SELECT 1 FROM assignments a JOIN groups g ON g."tenantId" = a."tenantId" AND g.id = a."groupId" WHERE ${now(sql`a`)} AND g."branchId" = ANY(${branches}))
    OR EXISTS (SELECT 1 FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      WHERE ${now(sql`gu`)} AND s."endedAt" IS NULL AND ${familiesInSight(ctx)}))`
}

/** One person with address and telephone; each look is in the audit log. @throws DomainError `not_found` */
export async function describeAdult(viewerCtx: TenantContext<Viewer>, userId: string): Promise<Adult> {
  const ctx = asStaff(viewerCtx)
  const today = localToday(ctx.tenant)
  const [row] = await db.query<Adult & { reached: boolean }>(ctx, sql`
    SELECT u.id, u.name, u."givenName", u."familyName", seen.reached, CASE WHEN seen.reached THEN u.email END AS email,
      CASE WHEN seen.reached THEN NULLIF(u.phone, '') END AS phone, ${adultsToKeep(ctx)} AS changeable,
      EXISTS (SELECT 1 FROM accounts c WHERE c."tenantId" = u."tenantId" AND c."userId" = u.id AND c.password IS NOT NULL) AS "hasPassword",
      ARRAY(SELECT r.role::text FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id ORDER BY r.role) AS roles,
      (SELECT COALESCE(json_agg(json_build_object('id', b.id, 'name', b.name) ORDER BY b.name), '[]') FROM user_branches ub
        JOIN branches b ON b."tenantId" = ub."tenantId" AND b.id = ub."branchId" WHERE ub."tenantId" = u."tenantId" AND ub."userId" = u.id) AS branches,
      (SELECT COALESCE(json_agg(json_build_object('id', x.id, 'group', json_build_object('id', g.id, 'name', g.name), 'role', x.role, 'from', x."from", 'to', x."to")
          ORDER BY g.name, x."from"), '[]')
        FROM assignments x JOIN groups g ON g."tenantId" = x."tenantId" AND g.id = x."groupId"
        WHERE x."tenantId" = u."tenantId" AND x."userId" = u.id AND (x."to" IS NULL OR x."to" >= ${today}::date) AND ${everBegan} AND ${groupsInSight(ctx)}) AS assignments,
      (SELECT COALESCE(json_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY s.name), '[]') FROM students s
        WHERE s."tenantId" = u."tenantId" AND s."endedAt" IS NULL AND ${studentsInSight(ctx)} AND s.id IN (
          SELECT gu."studentId" FROM guardianships gu WHERE gu."tenantId" = u."tenantId" AND gu."userId" = u.id
            AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date))) AS children
    FROM users u CROSS JOIN LATERAL (SELECT ${contactsInSight(ctx)} AS reached) seen
    WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid AND u."endedAt" IS NULL AND ${usersInSight(ctx)}`)
  if (!row) throw notInSight()
  const { reached, ...person } = row
  if (reached) recordView(viewerCtx, 'contact.viewed', 'user', userId)
  return person
}
