import type { TenantContext } from '../../context'
import { type Sql, sql } from '../../../infra/db/sql'

/** Condition over the alias `g` (groups): classes that are taught. A class of OneRoster has a term; the whole-day roll call is none. */
export const groupInRoster: Sql = sql`(g.kind = 'class' AND g."endedAt" IS NULL
  AND EXISTS (SELECT FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id))`

/** Condition over the alias `s` (students): who belongs to the school, on trial not yet. */
export const studentInRoster: Sql = sql`(s."endedAt" IS NULL AND s."erasedAt" IS NULL AND NOT s.trial)`

/** Condition over the alias `gu` (guardianships): those that hold. */
export const linkInRoster = (today: string): Sql => sql`(gu."endedAt" IS NULL AND (gu."to" IS NULL OR gu."to" >= ${today}::date))`

/** Whether the user of alias `u` has a role. */
export const hasRole = (role: 'teacher' | 'parent'): Sql => sql`EXISTS (
  SELECT FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id AND r.role = ${role}::role)`

/** Condition over the alias `u` (users): teachers and parents, and whoever came by import, since a bundle ends whom it leaves out. */
export const adultInRoster: Sql = sql`(u."endedAt" IS NULL AND (u."sourcedId" IS NOT NULL OR ${hasRole('teacher')} OR ${hasRole('parent')}))`

/**
 * The id of the row of `u` (users) as a parent. Who is a teacher too has one row as each in OneRoster 1.1, under two ids:
 * the further one that an import brought, else one of ours.
 */
export const parentKey: Sql = sql`CASE WHEN ${hasRole('teacher')}
  THEN COALESCE((SELECT min(a."sourcedId") FROM user_aliases a WHERE a."tenantId" = u."tenantId" AND a."userId" = u.id), COALESCE(u."sourcedId", u.id::text) || '-parent')
  ELSE COALESCE(u."sourcedId", u.id::text) END`

/** The id of a course that has a name and no id. */
export const courseKey: Sql = sql`COALESCE(g."courseSourcedId", 'course-' || md5(g."courseName"))`

export const ofTenant = (ctx: TenantContext): Sql => sql`${ctx.tenant.id}::uuid`
