import type { TenantContext } from '../../context'
import { type Sql, sql } from '../../../infra/db/sql'
import { stands } from '../../progress/sight'
import { keyOf } from '../own-key'
import { groupInRoster, ofTenant, studentInRoster } from './in-roster'

/**
 * Tables of assessments that stand, for the files that have them: `a` with its skill `sk`, its student `s`, and the class
 * `g` that it is a result of. OneRoster knows no result without a class: it is the one that the student was in that day,
 * else the one joined last; who is in none has none here.
 */
export const judged = (ctx: TenantContext): Sql => sql`
  assessments a JOIN skills sk ON sk."tenantId" = a."tenantId" AND sk.id = a."skillId"
  JOIN students s ON s."tenantId" = a."tenantId" AND s.id = a."studentId" AND ${studentInRoster}
  CROSS JOIN LATERAL (
    SELECT g.id, g."tenantId", g."sourcedId" FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId" AND ${groupInRoster}
    WHERE e."tenantId" = a."tenantId" AND e."studentId" = a."studentId" AND e."endedAt" IS NULL
    ORDER BY e."from" <= ${dayOf(ctx)} AND (e."to" IS NULL OR e."to" >= ${dayOf(ctx)}) DESC, e."from" DESC, ${keyOf(sql`g`)} LIMIT 1) g
  WHERE a."tenantId" = ${ofTenant(ctx)} AND ${stands}`

/** The day of an assessment in the school's zone. */
export const dayOf = ({ tenant }: TenantContext): Sql => sql`(a."assessedAt" AT TIME ZONE ${tenant.timeZone})::date`

/** A skill is a line item of each class that it was judged in. */
export const lineItemKey: Sql = sql`${keyOf(sql`g`)} || '-' || ${keyOf(sql`sk`)}`

/** The id of a category, which here is a word. */
export const categoryKey: Sql = sql`'category-' || md5(sk.category)`
