import type { AlertTaking, TakenAlert } from '#shared/schemas/attendance'
import { daysBetween, localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { asStaff, studentsInSight } from '../people/sight'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { alertsSql } from './list-alerts'
import { takenInSight } from './taken-alerts'

const MOST_DAYS = 90

/**
 * Takes on the alerts of one student: until that day they stand under a name instead of in everybody's list, and after
 * it they come back only with an absence that is not known yet. Once more changes note and day.
 * @throws DomainError `invalid` for a day that is over or too far away, `not_found`, `no_alert` 409, `already_taken` 409
 */
export async function takeAlert(ctx: TenantContext<Viewer>, studentId: string, { until, note }: AlertTaking): Promise<TakenAlert> {
  const ahead = daysBetween(localToday(ctx.tenant), until)
  if (ahead < 0) throw invalid([{ path: 'until', code: 'past', message: 'This day is over.' }])
  if (ahead > MOST_DAYS) throw invalid([{ path: 'until', code: 'too_far', message: `At most ${MOST_DAYS} days from now.` }])
  await assertAlert(ctx, studentId)
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    if (await isAnothers(tx, ctx, studentId)) throw new DomainError('already_taken', { status: 409, detail: 'Somebody else has taken this on.' })
    await keep(tx, ctx, studentId, until, note || null)
    await recordAudit(tx, ctx, { action: 'alert.taken', subject: 'student', subjectId: studentId, details: { until } })
    await emit(tx, ctx, { name: 'alert.changed', payload: { studentId } })
  })
  const [taken] = await db.query<TakenAlert>(ctx, takenInSight(asStaff(ctx), sql`AND t."studentId" = ${studentId}::uuid`))
  if (!taken) throw notInSight()
  return taken
}

async function assertAlert(ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  const [seen] = await db.query(ctx, sql`
    SELECT 1 FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(asStaff(ctx))}`)
  if (!seen) throw notInSight()
  const [found] = await db.query<{ total: number }>(ctx, alertsSql(ctx, { page: 1, limit: 1 }, sql`s.id = ${studentId}::uuid`))
  if (!found?.total) throw new DomainError('no_alert', { status: 409, detail: 'There is no alert on this student.' })
}

/** Two who take it on at once come one after the other. @throws DomainError `not_found` when the student has left meanwhile */
async function lockStudent(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  const [held] = await tx.$queryRaw<object[]>(sql`
    SELECT id FROM students WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid AND "endedAt" IS NULL FOR NO KEY UPDATE`)
  if (!held) throw notInSight()
}

async function isAnothers(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<boolean> {
  const [other] = await tx.$queryRaw<object[]>(sql`
    SELECT 1 FROM taken_alerts WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid
      AND "takenBy" <> ${ctx.viewer.userId}::uuid AND until >= ${localToday(ctx.tenant)}::date`)
  return other !== undefined
}

/** What is known is the last lesson missed, whoever sees it. */
async function keep(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string, until: string, note: string | null): Promise<void> {
  const tenant = ctx.tenant.id
  await tx.$executeRaw(sql`
    INSERT INTO taken_alerts ("tenantId", "studentId", "takenBy", note, until, "knownDate", "knownTime")
    SELECT ${tenant}::uuid, ${studentId}::uuid, ${ctx.viewer.userId}::uuid, ${note}, ${until}::date,
      COALESCE(known.date, ${localToday(ctx.tenant)}::date), COALESCE(known."startTime", '00:00'::time)
    FROM (SELECT 1) one LEFT JOIN LATERAL (
      SELECT m.date, l."startTime" FROM marks m JOIN lessons l ON l."tenantId" = m."tenantId" AND l.id = m."lessonId"
      WHERE m."tenantId" = ${tenant}::uuid AND m."studentId" = ${studentId}::uuid AND m.status = 'absent'
      ORDER BY m.date DESC, l."startTime" DESC LIMIT 1) known ON true
    ON CONFLICT ("tenantId", "studentId") DO UPDATE SET "takenBy" = excluded."takenBy", "takenAt" = now(), note = excluded.note,
      until = excluded.until, "knownDate" = excluded."knownDate", "knownTime" = excluded."knownTime"`)
}
