import type { Contacts } from '#shared/schemas/students'
import { type LocalDate, localToday } from '#shared/utils/local-date'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { familiesInSight } from './sight'

/** A sub-select of the guardians of the student `s` on a day, the one to call first at the top, as one JSON list. */
export const contactsOfStudent = (today: LocalDate): Sql => sql`
  SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name, 'relation', gu.relation, 'priority', gu.priority,
    'phone', NULLIF(u.phone, ''), 'mayCollect', gu."mayCollect") ORDER BY gu.priority, u."familyName", u.name, u.id), '[]')
  FROM guardianships gu JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
  WHERE gu."tenantId" = s."tenantId" AND gu."studentId" = s.id AND u."endedAt" IS NULL
    AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date)`

/**
 * The guardians of today, the one to call first at the top. For staff alone, and each look is in the audit log:
 * who is staff and a guardian at once sees the other guardian only where their work shows them the child.
 * @throws DomainError `not_found` when the family is not in sight
 */
export async function listContacts(ctx: TenantContext<Viewer>, studentId: string): Promise<Contacts> {
  const [row] = await db.query<Contacts>(ctx, sql`
    SELECT (${contactsOfStudent(localToday(ctx.tenant))}) AS data
    FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${familiesInSight(ctx)}`)
  if (!row) throw notInSight()
  recordView(ctx, 'contact.viewed', 'student', studentId)
  return row
}
