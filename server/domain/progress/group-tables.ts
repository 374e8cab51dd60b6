import { collationOf } from '#shared/utils/collation'
import type { TenantContext } from '../context'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { holdsToday } from './sight'

/** A table for a statement: `members`, the students who are in a group today, `place` by name. */
export function groupMembers(ctx: TenantContext, groupId: string): Sql {
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  return sql`members AS MATERIALIZED (
    SELECT s.id, s.name, row_number() OVER (
      ORDER BY COALESCE(NULLIF(s."familyName", ''), s.name) COLLATE ${collation}, s."givenName" COLLATE ${collation}, s.id) AS place
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND s.id IN (
      SELECT e."studentId" FROM enrolments e WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = ${groupId}::uuid AND ${holdsToday(ctx, 'e')}))`
}

/** The group `g` and its branch `b` as one JSON object. */
export const groupJson = sql`json_build_object('id', g.id, 'name', g.name, 'branch', json_build_object('id', b.id, 'name', b.name))`
