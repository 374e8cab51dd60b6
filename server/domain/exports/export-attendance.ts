import type { AttendanceExport } from '#shared/schemas/exports'
import { recordAudit } from '../audit/record-audit'
import { tookPlace } from '../attendance/took-place'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asStaff, groupsInSight, marksInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { empty, type Sql, sql } from '../../infra/db/sql'
import { csvLines } from './csv/csv-lines'
import { keyOf } from './own-key'

/** The file that `import attendance` reads. */
const HEADER = ['studentSourcedId', 'orgSourcedId', 'classSourcedId', 'date', 'status', 'minutesLate', 'note']
type MarkRow = Record<'student' | 'org' | 'date' | 'status', string> & { class: string | null, minutesLate: number | null, note: string | null }

/** The command line sees everything, a person what they may. */
const seenBy = (ctx: TenantContext, inSight: (ctx: TenantContext<Viewer>) => Sql): Sql => ctx.viewer ? inSight(asStaff({ ...ctx, viewer: ctx.viewer })) : sql`true`

/**
 * The marks of a range of days as CSV, piece by piece: of lessons that took place, by day, group and student. A whole-day
 * roll call has no class.
 * @throws DomainError `not_found` for a group that is not in sight
 */
export async function exportAttendance(ctx: TenantContext, range: AttendanceExport, signal?: AbortSignal): Promise<AsyncGenerator<string>> {
  if (range.groupId) await assertGroup(ctx, range.groupId)
  const { from, to, groupId } = range
  await db.change(ctx, tx => recordAudit(tx, ctx, {
    action: 'export.attendance', ...(groupId ? { subject: 'group', subjectId: groupId } : {}), details: { from, to },
  }))
  return linesOf(ctx, attendanceSql(ctx, range), signal)
}

async function assertGroup(ctx: TenantContext, id: string): Promise<void> {
  const [group] = await db.query(ctx, sql`
    SELECT g.id FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${id}::uuid AND ${seenBy(ctx, groupsInSight)}`)
  if (!group) throw notInSight()
}

/** By an index from the first row on: nothing has to be sorted before the first is sent. */
export const attendanceSql = (ctx: TenantContext, { from, to, groupId }: AttendanceExport): Sql => sql`
  SELECT ${keyOf(sql`s`)} AS student, ${keyOf(sql`b`)} AS org, CASE g.kind WHEN 'class' THEN ${keyOf(sql`g`)} END AS class,
    m.date, m.status, m."minutesLate", m.note
  FROM marks m
  JOIN students s ON s."tenantId" = m."tenantId" AND s.id = m."studentId"
  JOIN groups g ON g."tenantId" = m."tenantId" AND g.id = m."groupId"
  JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
  WHERE m."tenantId" = ${ctx.tenant.id}::uuid AND m.date BETWEEN ${from}::date AND ${to}::date
    ${groupId ? sql`AND m."groupId" = ${groupId}::uuid` : empty} AND ${tookPlace} AND ${seenBy(ctx, marksInSight)}
  ORDER BY m.date, m."groupId", m."studentId", m."lessonId"`

async function* linesOf(ctx: TenantContext, statement: Sql, signal?: AbortSignal): AsyncGenerator<string> {
  const snapshot = await db.snapshot(ctx, signal)
  try {
    yield csvLines([HEADER])
    for await (const rows of snapshot.rows<MarkRow>(statement))
      yield csvLines(rows.map(row => [row.student, row.org, row.class, row.date, row.status, row.minutesLate, row.note]))
  }
  finally {
    await snapshot.close()
  }
}
