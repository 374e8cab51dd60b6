import type { TenantContext, Viewer } from '../context'
import { closedOn } from '../timetable/closed-on'
import type { LessonState } from '../timetable/keep-change'
import { stateOf } from '../timetable/state-of'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import type { LockedLesson } from './lock-lesson'
import { groupsLed, groupsToPlan } from './policy'

export interface Standing {
  /** The viewer plans lessons of the group. */
  plans: boolean
  leads: boolean
  /** Somebody is marked. */
  marked: boolean
  /** The substitute to be is one of the staff. */
  substitute: boolean
  /** The day that the lesson will be on is closed. */
  closed: boolean
  /** What the history keeps, as it stands. */
  before: LessonState
  place: string | null
  substituteId: string | null
  closureId: string | null
}

/** What decides whether and how a lesson that is held can be changed. */
export async function standingOf(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, lesson: LockedLesson, wanted: { date: string, substituteId: string | null },
): Promise<Standing> {
  const [standing] = await tx.$queryRaw<Standing[]>(sql`
    SELECT ${groupsToPlan(ctx)} AS plans, ${groupsLed(ctx)} AS leads, l.place, l."substituteId", l."closureId", ${stateOf(sql`l`)} AS before,
      EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = l."tenantId" AND m."lessonId" = l.id) AS marked,
      EXISTS (SELECT 1 FROM users u JOIN user_roles r ON r."tenantId" = u."tenantId" AND r."userId" = u.id
        WHERE u."tenantId" = l."tenantId" AND u.id = ${wanted.substituteId}::uuid AND u."endedAt" IS NULL AND r.role = 'teacher') AS substitute,
      EXISTS (${closedOn(sql`l."tenantId"`, sql`l."branchId"`, sql`${wanted.date}::date`)}) AS closed
    FROM lessons l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
    WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lesson.id}::uuid`)
  if (!standing) throw new Error('a lesson without its group')
  return standing
}
