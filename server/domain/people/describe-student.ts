import type { Student } from '#shared/schemas/students'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { groupsInSight, hasPhoto, studentsInSight } from './sight'

/**
 * One student with the groups of today; how to reach the family is a view of its own, `list-contacts.ts`.
 * @throws DomainError `not_found` when the student is not in sight
 */
export async function describeStudent(ctx: TenantContext<Viewer>, studentId: string): Promise<Student> {
  const today = localToday(ctx.tenant)
  const [row] = await db.query<Omit<Student, 'sourcedId'> & { sourcedId: string | null }>(ctx, sql`
    SELECT s.id, s.name, s."givenName", s."familyName", s.trial, s."sourcedId", ${hasPhoto} AS photo, (
      SELECT COALESCE(json_agg(json_build_object('id', g.id, 'name', g.name, 'branch', json_build_object('id', b.id, 'name', b.name))
        ORDER BY g.name COLLATE ${raw(`"${collationOf(ctx.tenant.locale)}"`)}), '[]')
      FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
      WHERE g."tenantId" = s."tenantId" AND g."endedAt" IS NULL AND ${groupsInSight(ctx)}
        AND g.id IN (SELECT en."groupId" FROM enrolments en WHERE en."tenantId" = s."tenantId" AND en."studentId" = s.id
          AND en."from" <= ${today}::date AND (en."to" IS NULL OR en."to" >= ${today}::date))) AS groups
    FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(ctx)}`)
  if (!row) throw notInSight()
  const { sourcedId, ...student } = row
  return sourcedId === null ? student : { ...student, sourcedId }
}
