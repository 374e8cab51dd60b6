import type { LessonStatus } from '#shared/utils/lesson-words'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { registersInSight } from '../people/sight'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

export interface LockedLesson {
  id: string
  groupId: string
  branchId: string
  date: string
  startTime: string
  endTime: string
  status: LessonStatus
  version: number
  taken: boolean
}

/**
 * Holds a lesson until the transaction ends, so that changes of it and of its register come one after the other.
 * @throws DomainError `not_found` when its register is not the viewer's to take
 */
export async function lockLesson(tx: SqlTransaction, ctx: TenantContext<Viewer>, lessonId: string): Promise<LockedLesson> {
  const [lesson] = await tx.$queryRaw<LockedLesson[]>(sql`
    SELECT l.id, l."groupId", l."branchId", l.date::text AS date, to_char(l."startTime", 'HH24:MI') AS "startTime",
      to_char(l."endTime", 'HH24:MI') AS "endTime", l.status::text AS status, l."registerVersion" AS version, l."takenAt" IS NOT NULL AS taken
    FROM lessons l
    WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lessonId}::uuid AND ${registersInSight(ctx)}
    FOR UPDATE OF l`)
  if (!lesson) throw notInSight()
  return lesson
}
