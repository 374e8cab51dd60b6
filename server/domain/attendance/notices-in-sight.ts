import type { AbsenceNotice } from '#shared/schemas/absences'
import type { TenantContext, Viewer } from '../context'
import { asStaff, studentsInSight } from '../people/sight'
import { type Sql, sql } from '../../infra/db/sql'
import { absenceHasBegun, type CoveredDays } from './absence-has-begun'
import { lessonsOfStudent } from './lessons-of-student'

export interface NoticeRow extends CoveredDays {
  id: string
  studentId: string
  studentName: string
  from: string
  lessonId: string | null
  lessonDate: string | null
  lessonStart: string | null
  groupName: string | null
  reason: string
  own: boolean
  /** The viewer works with the child, so reads why and may take it back. */
  asStaff: boolean
  createdAt: Date
  /** Of all pages. */
  total: number
}

/** A statement for the notices in sight that were not withdrawn. @param narrowed a condition over `n` */
export const noticesInSight = (ctx: TenantContext<Viewer>, narrowed: Sql, page: Sql): Sql => sql`
  WITH chosen AS (
    SELECT n.*, s.name AS "studentName", ${studentsInSight(asStaff(ctx))} AS "asStaff", count(*) OVER () AS total
    FROM absence_notices n JOIN students s ON s."tenantId" = n."tenantId" AND s.id = n."studentId"
    WHERE n."tenantId" = ${ctx.tenant.id}::uuid AND n."withdrawnAt" IS NULL AND ${studentsInSight(ctx)} AND ${narrowed}
    ORDER BY n."from" DESC, n.id DESC ${page}
  )
  SELECT n.id, n."studentId", n."studentName", n."from"::text AS "from", n."to"::text AS "to", n.reason, n."createdAt", n.total, n."asStaff",
    n."createdBy" IS NOT DISTINCT FROM ${ctx.viewer.userId}::uuid AS own,
    l.id AS "lessonId", l.date::text AS "lessonDate", l."startTime"::text AS "lessonStart", g.name AS "groupName",
    first.date::text AS "firstDate", first."startTime"::text AS "firstStart"
  FROM chosen n
  LEFT JOIN lessons l ON l."tenantId" = n."tenantId" AND l.id = n."lessonId"
  LEFT JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
  LEFT JOIN LATERAL (${firstLesson(ctx)}) first ON true
  ORDER BY n."from" DESC, n.id DESC`

/** The first lesson that takes place in what the notice `n` covers. */
export const firstLesson = (ctx: TenantContext): Sql => sql`
  SELECT c.date, c."startTime" FROM (${lessonsOfStudent(ctx, sql`n."studentId"`, sql`n."from"`, sql`n."to"`)}) c
  WHERE c.status <> 'cancelled' AND (n."lessonId" IS NULL OR c.id = n."lessonId")
  ORDER BY c.date, c."startTime" LIMIT 1`

/** One notice as its viewer may read it: another guardian's words stay with them. */
export function showNotice(ctx: TenantContext<Viewer>, row: NoticeRow, now: Date): AbsenceNotice {
  const { lessonId, lessonDate, lessonStart, groupName } = row
  const readable = row.own || row.asStaff
  return {
    id: row.id, student: { id: row.studentId, name: row.studentName }, from: row.from, to: row.to, own: row.own,
    lesson: lessonId && lessonDate && lessonStart && groupName ? { id: lessonId, date: lessonDate, startTime: lessonStart, groupName } : null,
    reason: readable ? row.reason : null,
    reasonLabel: readable ? ctx.tenant.settings.reasons.find(({ code }) => code === row.reason)?.label ?? null : null,
    withdrawable: readable && !absenceHasBegun(row, ctx.tenant, now),
    createdAt: row.createdAt.toISOString(),
  }
}
