import type { MarkStatus } from '#shared/utils/attendance'
import type { TenantContext } from '../context'
import { rosterOfLesson } from '../lessons/roster-of-lesson'
import { noticeForSeat } from './notice-for-seat'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** What stands of one student in one lesson. */
export interface MarkState {
  status: MarkStatus
  minutesLate: number | null
  reason: string | null
  note: string | null
  behaviour: number | null
  participation: number | null
}

export interface Seat {
  studentId: string
  mark: MarkState | null
  /** A notice says that the child will be away. */
  noticed: boolean
}

/** The roster of a locked lesson with the marks of this moment. */
export async function seatsOf(tx: SqlTransaction, ctx: TenantContext, lessonId: string): Promise<Seat[]> {
  return tx.$queryRaw<Seat[]>(sql`
    SELECT r."studentId", EXISTS (${noticeForSeat}) AS noticed,
      CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('status', m.status, 'minutesLate', m."minutesLate", 'reason', m.reason,
        'note', m.note, 'behaviour', m.behaviour, 'participation', m.participation) END AS mark
    FROM lessons l CROSS JOIN LATERAL (${rosterOfLesson}) r
    JOIN students s ON s."tenantId" = l."tenantId" AND s.id = r."studentId" AND s."erasedAt" IS NULL
    LEFT JOIN marks m ON m."tenantId" = l."tenantId" AND m."lessonId" = l.id AND m."studentId" = r."studentId"
    WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lessonId}::uuid`)
}
