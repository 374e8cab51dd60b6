import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { dropLessons } from './drop-lessons'
import { holdLessons } from './hold-lessons'
import { lockSeries } from './lock-series'
import { checkDays } from './plan-series'

/**
 * Ends a series: from `from` on it meets no more. Lessons that were changed by hand or have marks stay as they are.
 * @throws DomainError `not_found`, `forbidden`, `invalid` for a day that is over
 */
export async function endSeries(ctx: TenantContext<Viewer>, seriesId: string, from: string): Promise<void> {
  checkDays(from, null, localToday(ctx.tenant))
  await db.change(ctx, async (tx) => {
    const series = await lockSeries(tx, ctx, seriesId)
    await tx.$executeRaw(sql`
      UPDATE lesson_series SET "endsOn" = least("endsOn", ${addDays(from, -1)}::date) WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${series.id}::uuid`)
    const after = sql`l."seriesId" = ${series.id}::uuid AND l."seriesDate" >= ${from}::date`
    await holdLessons(tx, ctx, after)
    await dropLessons(tx, ctx, after, series.id)
    await recordAudit(tx, ctx, { action: 'lesson_series.ended', subject: 'lesson_series', subjectId: series.id, details: { groupId: series.groupId, from } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: series.id } })
  })
}
