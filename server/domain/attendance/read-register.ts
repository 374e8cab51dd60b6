import type { Register, RegisterStudent } from '#shared/schemas/register'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { lessonColumns } from '../lessons/lesson-columns'
import { type LessonRow, lessonView } from '../lessons/lesson-view'
import { rosterOfLesson } from '../lessons/roster-of-lesson'
import { registersInSight } from '../people/sight'
import { entryState } from './policy'
import { noticeForSeat } from './notice-for-seat'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'

interface RegisterRow extends LessonRow {
  branchId: string
  branchName: string
  substitute: { id: string, name: string } | null
  version: number
  students: Omit<RegisterStudent, 'prefilled'>[]
}

/**
 * The lesson, who belongs in it by family name, each with a mark or none. Where a notice covers the lesson and nobody
 * has marked the child, the register is filled in as excused. That there is a medical note is for whoever gives the
 * lesson; in an old one it does not say so. Who was erased is in its figures, and no more in the list.
 * @throws DomainError `not_found`
 */
export async function readRegister(ctx: TenantContext<Viewer>, lessonId: string): Promise<Register> {
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<RegisterRow>(ctx, sql`
    SELECT ${lessonColumns}, l."branchId", b.name AS "branchName", l."registerVersion" AS version,
      (SELECT json_build_object('id', u.id, 'name', u.name) FROM users u WHERE u."tenantId" = l."tenantId" AND u.id = l."substituteId") AS substitute,
      coalesce((
        SELECT json_agg(json_build_object('studentId', s.id, 'name', s.name, 'status', m.status, 'minutesLate', m."minutesLate",
            'reason', m.reason, 'note', m.note, 'behaviour', m.behaviour, 'participation', m.participation,
            'medical', n.id IS NOT NULL AND l.date >= ${addDays(localToday(ctx.tenant), -1)}::date, 'notice', (SELECT json_build_object('reason', notice.reason) FROM (${noticeForSeat}) notice), 'guest', r.guest)
          ORDER BY coalesce(nullif(s."familyName", ''), s.name) ${collate}, s."givenName" ${collate}, s.name ${collate}, s.id)
        FROM (${rosterOfLesson}) r
        JOIN students s ON s."tenantId" = l."tenantId" AND s.id = r."studentId" AND s."erasedAt" IS NULL
        LEFT JOIN medical_notes n ON n."tenantId" = l."tenantId" AND n."studentId" = r."studentId"
        LEFT JOIN marks m ON m."tenantId" = l."tenantId" AND m."lessonId" = l.id AND m."studentId" = r."studentId"
      ), '[]') AS students
    FROM lessons l
    JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
    JOIN branches b ON b."tenantId" = l."tenantId" AND b.id = l."branchId"
    WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lessonId}::uuid AND ${registersInSight(ctx)}`)
  if (!row) throw notInSight()
  const { branchId, branchName, substitute, version } = row
  return {
    lesson: { ...lessonView(ctx.tenant, row), branch: { id: branchId, name: branchName }, substitute, entry: entryState(ctx, row) },
    version,
    students: row.students.map((student) => {
      const prefilled = student.status === null && student.notice !== null
      return { ...student, status: prefilled ? 'excused' : student.status, prefilled }
    }),
  }
}
