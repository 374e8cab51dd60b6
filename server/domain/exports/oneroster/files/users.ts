import type { TenantContext } from '../../../context'
import { type Sql, sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { adultInRoster, groupInRoster, hasRole, linkInRoster, ofTenant, parentKey, studentInRoster } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** Students, then teachers, then parents; whoever is a teacher and a parent has a row as each. */
export const users: RosterFile = {
  name: 'users',
  columns: ['sourcedId', 'status', 'dateLastModified', 'enabledUser', 'orgSourcedIds', 'role', 'username', 'userIds', 'givenName', 'familyName', 'middleName',
    'identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password'],
  telephones: 'phone',
  rows: (ctx, today) => sql`${students(ctx, today)} UNION ALL ${adults(ctx)} UNION ALL ${parents(ctx, today)}`,
}

const branchesOf = (table: Sql, condition: Sql): Sql => sql`(
  SELECT string_agg(DISTINCT ${keyOf(sql`b`)}, ',') FROM ${table} e
  JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId" JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
  WHERE e."endedAt" IS NULL AND ${groupInRoster} AND ${condition})`

/** OneRoster knows nobody without both names. */
const names = (alias: Sql): Sql => sql`COALESCE(nullif(${alias}."givenName", ''), '.') AS "givenName", COALESCE(nullif(${alias}."familyName", ''), '.') AS "familyName"`

const students = (ctx: TenantContext, today: string): Sql => sql`
  SELECT ${keyOf(sql`s`)} AS "sourcedId", 'true' AS "enabledUser", ${branchesOf(sql`enrolments`, sql`e."tenantId" = s."tenantId" AND e."studentId" = s.id`)} AS "orgSourcedIds",
    'student' AS role, ${keyOf(sql`s`)} AS username, ${names(sql`s`)}, NULL AS email, NULL AS phone, (
      SELECT string_agg(${parentKey}, ',' ORDER BY gu.priority, ${parentKey}) FROM guardianships gu JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
      WHERE gu."tenantId" = s."tenantId" AND gu."studentId" = s.id AND ${linkInRoster(today)} AND u."endedAt" IS NULL AND ${hasRole('parent')}) AS "agentSourcedIds"
  FROM students s WHERE s."tenantId" = ${ofTenant(ctx)} AND ${studentInRoster}`

/** Without an address there is no sign-in to switch on. */
const person: Sql = sql`CASE WHEN u.email IS NULL THEN 'false' ELSE 'true' END AS "enabledUser"`
const contacts: Sql = sql`u.email, u.phone`

/** By their own id: teachers, and those who have no role that OneRoster is asked for. */
const adults = (ctx: TenantContext): Sql => sql`
  SELECT ${keyOf(sql`u`)}, ${person}, ${branchesOf(sql`assignments`, sql`e."tenantId" = u."tenantId" AND e."userId" = u.id`)},
    CASE WHEN ${hasRole('teacher')} THEN 'teacher' ELSE 'administrator' END, ${keyOf(sql`u`)}, ${names(sql`u`)}, ${contacts}, NULL
  FROM users u WHERE u."tenantId" = ${ofTenant(ctx)} AND ${adultInRoster} AND (${hasRole('teacher')} OR NOT ${hasRole('parent')})`

const parents = (ctx: TenantContext, today: string): Sql => sql`
  SELECT ${parentKey}, ${person}, NULL, COALESCE((
      SELECT min(gu.relation) FROM guardianships gu WHERE gu."tenantId" = u."tenantId" AND gu."userId" = u.id AND ${linkInRoster(today)}
      HAVING count(DISTINCT gu.relation) = 1 AND min(gu.relation) IN ('parent', 'guardian', 'relative')), 'parent'),
    ${parentKey}, ${names(sql`u`)}, ${contacts}, (
      SELECT string_agg(${keyOf(sql`s`)}, ',' ORDER BY ${keyOf(sql`s`)}) FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      WHERE gu."tenantId" = u."tenantId" AND gu."userId" = u.id AND ${linkInRoster(today)} AND ${studentInRoster})
  FROM users u WHERE u."tenantId" = ${ofTenant(ctx)} AND u."endedAt" IS NULL AND ${hasRole('parent')}`
