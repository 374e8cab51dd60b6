import type { TenantContext } from '../../../context'
import { type Sql, sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { adultInRoster, groupInRoster, ofTenant, studentInRoster } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** Students in classes, then teachers of classes; the end date of OneRoster is the day after the last. */
export const enrollments: RosterFile = {
  name: 'enrollments',
  columns: ['sourcedId', 'status', 'dateLastModified', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary', 'beginDate', 'endDate'],
  rows: ctx => sql`${ofStudents(ctx)} UNION ALL ${ofTeachers(ctx)}`,
}

const place: Sql = sql`${keyOf(sql`g`)} AS "classSourcedId", ${keyOf(sql`b`)} AS "schoolSourcedId"`
const days: Sql = sql`e."from" AS "beginDate", e."to" + 1 AS "endDate"`
const inClass: Sql = sql`JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId" JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"`

const ofStudents = (ctx: TenantContext): Sql => sql`
  SELECT ${keyOf(sql`e`)} AS "sourcedId", ${place}, ${keyOf(sql`s`)} AS "userSourcedId", 'student' AS role, 'false' AS "primary", ${days}
  FROM enrolments e ${inClass} JOIN students s ON s."tenantId" = e."tenantId" AND s.id = e."studentId"
  WHERE e."tenantId" = ${ofTenant(ctx)} AND e."endedAt" IS NULL AND ${groupInRoster} AND ${studentInRoster}`

const ofTeachers = (ctx: TenantContext): Sql => sql`
  SELECT ${keyOf(sql`e`)}, ${place}, ${keyOf(sql`u`)}, CASE e.role WHEN 'lead' THEN 'teacher' ELSE 'aide' END, (e.role = 'lead')::text, ${days}
  FROM assignments e ${inClass} JOIN users u ON u."tenantId" = e."tenantId" AND u.id = e."userId"
  WHERE e."tenantId" = ${ofTenant(ctx)} AND e."endedAt" IS NULL AND ${groupInRoster} AND ${adultInRoster}`
