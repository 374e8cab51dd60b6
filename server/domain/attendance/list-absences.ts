import type { z } from 'zod'
import type { absenceList, absenceListQuery } from '#shared/schemas/absences'
import { toPage } from '#shared/schemas/paging'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { empty, sql } from '../../infra/db/sql'
import { type NoticeRow, noticesInSight, showNotice } from './notices-in-sight'

/**
 * The absence notices of the students in sight, the latest days first; withdrawn ones left out.
 * @throws DomainError `not_found` when `studentId` is not in sight
 */
export async function listAbsences(
  ctx: TenantContext<Viewer>, { studentId, from, ...paged }: z.output<typeof absenceListQuery>, now = new Date(),
): Promise<z.output<typeof absenceList>> {
  if (studentId) await assertInSight(ctx, studentId)
  const narrowed = sql`true ${studentId ? sql`AND n."studentId" = ${studentId}::uuid` : empty} ${from ? sql`AND n."to" >= ${from}::date` : empty}`
  const rows = await db.query<NoticeRow>(ctx, noticesInSight(ctx, narrowed, sql`LIMIT ${paged.limit} OFFSET ${(paged.page - 1) * paged.limit}`))
  return toPage(rows.map(row => showNotice(ctx, row, now)), paged, rows[0]?.total ?? 0)
}

async function assertInSight(ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  const found = await db.query(ctx, sql`
    SELECT 1 FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(ctx)}`)
  if (found.length === 0) throw notInSight()
}
