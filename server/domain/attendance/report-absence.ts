import type { AbsenceNotice, AbsenceReport } from '#shared/schemas/absences'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { emit } from '../events/emit'
import { asReporter, studentsInSight } from '../people/sight'
import { db, type SqlTransaction } from '../../infra/db/db'
import { empty, ids, sql } from '../../infra/db/sql'
import { faultsOfDays, faultsOfReason } from './absence-faults'
import { lessonToMiss } from './lesson-to-miss'
import { type NoticeRow, noticesInSight, showNotice } from './notices-in-sight'

interface Kept { id: string, studentId: string, added: boolean }

/**
 * Says in advance that children will be away, for days or for one lesson: all of them or none.
 * Reported once more, a notice of the same person takes the new reason instead of standing there twice.
 * @throws DomainError `invalid` with the path of each fault: a child not in sight, days that are over or too many,
 * a lesson that is not theirs, a reason that excuses nothing
 */
export async function reportAbsence(ctx: TenantContext<Viewer>, report: AbsenceReport, now = new Date()): Promise<{ data: AbsenceNotice[] }> {
  const faults = [...faultsOfDays(report, ctx.tenant, now), ...faultsOfReason(report.reason, ctx.tenant.settings)]
  if (faults.length > 0) throw invalid(faults)
  const kept = await db.change(ctx, async (tx) => {
    await lockStudents(tx, ctx, report.studentIds)
    const lesson = report.lessonId ? await lessonToMiss(tx, ctx, report, now) : null
    const notices = await keepNotices(tx, ctx, lesson ? { ...report, from: lesson.date, to: lesson.date } : report)
    for (const { id, studentId, added } of notices) {
      await recordAudit(tx, ctx, {
        action: 'absence_notice.reported', subject: 'absence_notice', subjectId: id,
        details: { studentId, from: report.from, to: report.to, ...(lesson ? { lessonId: lesson.id } : {}), ...(added ? {} : { again: true }) },
      })
    }
    await emit(tx, ctx, { name: 'absence.changed', payload: { studentIds: notices.map(({ studentId }) => studentId) } })
    return notices
  })
  const rows = await db.query<NoticeRow>(ctx, noticesInSight(ctx, sql`n.id = ANY(${ids(kept.map(({ id }) => id))})`, empty))
  return { data: rows.map(row => showNotice(ctx, row, now)) }
}

/** Holds the children's rows, so that the same report sent twice at once stays one. */
async function lockStudents(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentIds: string[]): Promise<void> {
  const found = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT s.id FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ANY(${ids(studentIds)}) AND s."endedAt" IS NULL AND ${studentsInSight(asReporter(ctx))}
    ORDER BY s.id FOR NO KEY UPDATE OF s`)
  const known = new Set(found.map(({ id }) => id))
  const strangers = studentIds.flatMap((studentId, index) => known.has(studentId.toLowerCase())
    ? []
    : [{ path: `studentIds.${index}`, code: 'not_found', message: 'There is no such child whose absence you can report.' }])
  if (strangers.length > 0) throw invalid(strangers)
}

async function keepNotices(tx: SqlTransaction, ctx: TenantContext<Viewer>, { studentIds, from, to, lessonId, reason }: AbsenceReport): Promise<Kept[]> {
  const tenantId = ctx.tenant.id, userId = ctx.viewer.userId, lesson = lessonId ?? null
  return tx.$queryRaw<Kept[]>(sql`
    WITH wanted AS (
      SELECT DISTINCT id AS "studentId" FROM unnest(${ids(studentIds)}) AS id
    ), again AS (
      UPDATE absence_notices n SET reason = ${reason} FROM wanted w
      WHERE n."tenantId" = ${tenantId}::uuid AND n."studentId" = w."studentId" AND n."createdBy" = ${userId}::uuid AND n."withdrawnAt" IS NULL
        AND n."from" = ${from}::date AND n."to" = ${to}::date AND n."lessonId" IS NOT DISTINCT FROM ${lesson}::uuid
      RETURNING n.id, n."studentId"
    ), added AS (
      INSERT INTO absence_notices ("tenantId", "studentId", "lessonId", "from", "to", reason, "createdBy")
      SELECT ${tenantId}::uuid, w."studentId", ${lesson}::uuid, ${from}::date, ${to}::date, ${reason}, ${userId}::uuid
      FROM wanted w WHERE w."studentId" NOT IN (SELECT "studentId" FROM again)
      RETURNING id, "studentId"
    )
    SELECT id, "studentId", false AS added FROM again UNION ALL SELECT id, "studentId", true FROM added`)
}
