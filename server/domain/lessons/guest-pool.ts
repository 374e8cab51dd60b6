import type { TenantContext, Viewer } from '../context'
import { type Sql, sql } from '../../infra/db/sql'
import type { LockedLesson } from './lock-lesson'

/**
 * Condition over the alias `s` (students): who may be made a guest of a lesson. The children of its branch on that day,
 * and those who were on trial there; an admin may pick anybody.
 */
export function guestPool(ctx: TenantContext<Viewer>, lesson: Pick<LockedLesson, 'branchId' | 'date'>): Sql {
  if (ctx.viewer.roles.includes('admin')) return sql`s."endedAt" IS NULL`
  return sql`(s."endedAt" IS NULL AND (
    EXISTS (SELECT 1 FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND g."branchId" = ${lesson.branchId}::uuid
        AND e."from" <= ${lesson.date}::date AND (e."to" IS NULL OR e."to" >= ${lesson.date}::date))
    OR (s.trial AND EXISTS (SELECT 1 FROM lesson_guests lg JOIN lessons v ON v."tenantId" = lg."tenantId" AND v.id = lg."lessonId"
      WHERE lg."tenantId" = s."tenantId" AND lg."studentId" = s.id AND v."branchId" = ${lesson.branchId}::uuid))))`
}
