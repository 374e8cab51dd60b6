import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { ids, type Sql, sql } from '../../infra/db/sql'

// Conditions for a WHERE clause, as in sight.ts: which of the people in sight the viewer may change.

const NOBODY = sql`false`
const isManager = ({ viewer }: TenantContext<Viewer>) => viewer.roles.includes('manager') && viewer.branchIds.length > 0

/** Over the alias `s` (students): those who are in the manager's branches, or were there last. */
export function studentsToKeep(ctx: TenantContext<Viewer>): Sql {
  if (ctx.viewer.roles.includes('admin')) return sql`true`
  if (!isManager(ctx)) return NOBODY
  const today = localToday(ctx.tenant)
  const open = sql`e."tenantId" = s."tenantId" AND e."studentId" = s.id AND (e."to" IS NULL OR e."to" >= ${today}::date)`
  const ours = sql`e."groupId" IN (SELECT g.id FROM groups g WHERE g."tenantId" = s."tenantId" AND g."branchId" = ANY(${ids(ctx.viewer.branchIds)}))`
  return sql`(EXISTS (SELECT 1 FROM enrolments e WHERE ${open} AND ${ours}) OR (
    NOT EXISTS (SELECT 1 FROM enrolments e WHERE ${open})
    AND (SELECT ${ours} FROM enrolments e WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id ORDER BY e."to" DESC, e."from" DESC LIMIT 1)))`
}

/** Over the alias `g` (groups). */
export function groupsToKeep(ctx: TenantContext<Viewer>): Sql {
  if (ctx.viewer.roles.includes('admin')) return sql`g."endedAt" IS NULL`
  return isManager(ctx) ? sql`(g."endedAt" IS NULL AND g."branchId" = ANY(${ids(ctx.viewer.branchIds)}))` : NOBODY
}

/**
 * Over the alias `u` (users). Whoever changes an address can sign in as that person, so a manager keeps only those who
 * see nothing but the manager's branches: no admin or editor, nobody with a group, a child or a branch elsewhere, were
 * it a child who has left.
 */
export function adultsToKeep(ctx: TenantContext<Viewer>): Sql {
  if (ctx.viewer.roles.includes('admin')) return sql`true`
  if (!isManager(ctx)) return NOBODY
  const today = localToday(ctx.tenant)
  const branches = ids(ctx.viewer.branchIds)
  const open = (alias: Sql) => sql`(${alias}."to" IS NULL OR ${alias}."to" >= ${today}::date)`
  return sql`(NOT EXISTS (SELECT 1 FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id AND r.role IN ('admin', 'editor', 'operator'))
    AND NOT EXISTS (SELECT 1 FROM user_branches b WHERE b."tenantId" = u."tenantId" AND b."userId" = u.id AND b."branchId" <> ALL(${branches}))
    AND NOT EXISTS (SELECT 1 FROM assignments a JOIN groups g ON g."tenantId" = a."tenantId" AND g.id = a."groupId"
      WHERE a."tenantId" = u."tenantId" AND a."userId" = u.id AND ${open(sql`a`)} AND g."branchId" <> ALL(${branches}))
    AND NOT EXISTS (SELECT 1 FROM lessons l WHERE l."tenantId" = u."tenantId" AND l."substituteId" = u.id AND l.date >= ${today}::date - 1 AND l."branchId" <> ALL(${branches}))
    AND NOT EXISTS (SELECT 1 FROM students s WHERE s."tenantId" = u."tenantId" AND (${studentsToKeep(ctx)}) IS NOT TRUE AND (s."userId" = u.id
      OR s.id IN (SELECT gu."studentId" FROM guardianships gu
        WHERE gu."tenantId" = u."tenantId" AND gu."userId" = u.id AND (gu."maySeeRecords" OR gu."getsNotices") AND ${open(sql`gu`)}))))`
}
