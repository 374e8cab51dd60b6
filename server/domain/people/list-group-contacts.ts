import type { GroupContacts } from '#shared/schemas/students'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { contactsOfStudent } from './list-contacts'
import { asStaff, groupsInSight } from './sight'

/**
 * Whom to call about each child of a group, for a trip. A look at each family, so a line of the audit log for each child.
 * @throws DomainError `not_found` when the group is none of the viewer's as staff
 */
export async function listGroupContacts(ctx: TenantContext<Viewer>, groupId: string): Promise<GroupContacts> {
  const today = localToday(ctx.tenant)
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<GroupContacts>(ctx, sql`
    WITH enrolled AS MATERIALIZED (
      SELECT e."studentId" FROM enrolments e
      WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = ${groupId}::uuid
        AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))
    SELECT json_build_object('id', g.id, 'name', g.name, 'branch', json_build_object('id', b.id, 'name', b.name)) AS "group",
      (SELECT COALESCE(json_agg(json_build_object('id', s.id, 'name', s.name, 'contacts', (${contactsOfStudent(today)}),
          'emergency', (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'name', c.name, 'relation', c.relation, 'phone', c.phone) ORDER BY c.priority, c.id), '[]')
            FROM emergency_contacts c WHERE c."tenantId" = s."tenantId" AND c."studentId" = s.id),
          'medical', EXISTS (SELECT 1 FROM medical_notes n WHERE n."tenantId" = s."tenantId" AND n."studentId" = s.id))
        ORDER BY COALESCE(NULLIF(s."familyName", ''), s.name) COLLATE ${collation}, s."givenName" COLLATE ${collation}, s.id), '[]')
      FROM (SELECT DISTINCT "studentId" FROM enrolled) e
      CROSS JOIN LATERAL (
        SELECT * FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = e."studentId" AND s."endedAt" IS NULL OFFSET 0) s) AS students
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(asStaff(ctx))}`)
  if (!row) throw notInSight()
  for (const { id } of row.students) recordView(ctx, 'contact.viewed', 'student', id)
  return row
}
