import type { Care, LessonCare } from '#shared/schemas/care'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { rosterOfLesson } from '../lessons/roster-of-lesson'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { familiesInSight, registersInSight } from './sight'

/** Of the outer alias `s`. */
const medical = sql`(SELECT json_build_object('condition', n.condition, 'reaction', n.reaction, 'whatToDo', n."whatToDo") FROM medical_notes n
  WHERE n."tenantId" = s."tenantId" AND n."studentId" = s.id)`
const emergency = sql`(SELECT COALESCE(json_agg(json_build_object('id', c.id, 'name', c.name, 'relation', c.relation, 'phone', c.phone, 'priority', c.priority)
  ORDER BY c.priority, c.id), '[]') FROM emergency_contacts c WHERE c."tenantId" = s."tenantId" AND c."studentId" = s.id)`

/** A child's medical note and emergency contacts, for staff of own groups; each look is in the audit log. @throws DomainError `not_found` */
export async function readCare(ctx: TenantContext<Viewer>, studentId: string): Promise<Care> {
  const [row] = await db.query<Care>(ctx, sql`
    SELECT ${medical} AS medical, ${emergency} AS emergency FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${familiesInSight(ctx)}`)
  if (!row) throw notInSight()
  recordView(ctx, 'medical.viewed', 'student', studentId)
  return row
}

/**
 * The same of everybody in one lesson of whom there is something to know, for who takes its register: one answer, which a
 * phone can keep for the lesson. Of a lesson of long ago only those whom the viewer still looks after. A look is in the
 * audit log under the lesson.
 * @throws DomainError `not_found`
 */
export async function readLessonCare(ctx: TenantContext<Viewer>, lessonId: string): Promise<LessonCare> {
  const [row] = await db.query<LessonCare>(ctx, sql`
    SELECT (SELECT COALESCE(json_agg(json_build_object('studentId', s.id, 'name', s.name, 'medical', ${medical}, 'emergency', ${emergency})
        ORDER BY s."familyName", s."givenName", s.id), '[]')
      FROM (${rosterOfLesson}) r JOIN students s ON s."tenantId" = l."tenantId" AND s.id = r."studentId"
      WHERE ${familiesInSight(ctx)} AND (EXISTS (SELECT 1 FROM medical_notes n WHERE n."tenantId" = s."tenantId" AND n."studentId" = s.id)
        OR EXISTS (SELECT 1 FROM emergency_contacts c WHERE c."tenantId" = s."tenantId" AND c."studentId" = s.id))) AS students
    FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lessonId}::uuid AND ${registersInSight(ctx)}`)
  if (!row) throw notInSight()
  recordView(ctx, 'medical.viewed', 'lesson', lessonId)
  return row
}
