import type { Closed, Closure, NewClosure } from '#shared/schemas/timetable'
import { daysBetween, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { forbidden, invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { empty, sql } from '../../infra/db/sql'
import { holdLessons } from './hold-lessons'
import { keepChanges } from './keep-changes'
import { stateOf } from './state-of'
import { lockTimetable } from './lock-timetable'
import { branchesManaged } from './policy'

const MOST_DAYS = 120
const FARTHEST_DAYS = 550

function checkClosure(ctx: TenantContext<Viewer>, { branchId, from, to }: NewClosure): void {
  if (branchId === null && !ctx.viewer.roles.includes('admin')) throw forbidden('Days of the whole school are closed by an admin.')
  const today = localToday(ctx.tenant)
  if (daysBetween(from, to) >= MOST_DAYS) throw invalid([{ path: 'to', code: 'too_long', message: `At most ${MOST_DAYS} days at a time.` }])
  if (Math.abs(daysBetween(today, from)) > FARTHEST_DAYS) throw invalid([{ path: 'from', code: 'too_far', message: 'This is too far from today.' }])
}

/**
 * Closes days of a branch, or of all: their lessons do not take place, and are counted nowhere. A lesson in which somebody is
 * marked took place, and stays. One day of a branch is how its whole day is cancelled.
 * @throws DomainError `forbidden`, `invalid`
 */
export async function closeDays(ctx: TenantContext<Viewer>, input: NewClosure): Promise<Closed> {
  checkClosure(ctx, input)
  return db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const closure = await insert(tx, ctx, input)
    const counts = await cancelLessons(tx, ctx, closure)
    await recordAudit(tx, ctx, {
      action: 'closure.made', subject: 'closure', subjectId: closure.id, details: { branchId: input.branchId, from: input.from, to: input.to, ...counts },
    })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: closure.id } })
    return { ...closure, ...counts }
  })
}

async function insert(tx: SqlTransaction, ctx: TenantContext<Viewer>, { branchId, from, to, reason }: NewClosure): Promise<Closure> {
  const [row] = await tx.$queryRaw<Closure[]>(sql`
    WITH b AS (SELECT b.id, b.name FROM branches b WHERE b."tenantId" = ${ctx.tenant.id}::uuid AND b.id = ${branchId}::uuid AND ${branchesManaged(ctx)}),
    made AS (
      INSERT INTO closures ("tenantId", "branchId", "from", "to", reason, "createdBy")
      SELECT ${ctx.tenant.id}::uuid, ${branchId}::uuid, ${from}::date, ${to}::date, ${reason}, ${ctx.viewer.userId}::uuid
      WHERE ${branchId}::uuid IS NULL OR EXISTS (SELECT 1 FROM b)
      RETURNING id, "from"::text, "to"::text, reason
    )
    SELECT made.id, made."from", made."to", made.reason, (SELECT json_build_object('id', b.id, 'name', b.name) FROM b) AS branch FROM made`)
  if (!row) throw invalid([{ path: 'branchId', code: 'not_found', message: 'There is no such branch of yours.' }])
  return row
}

/** What is cancelled already stays as it is: it would not come back with the day. */
async function cancelLessons(tx: SqlTransaction, ctx: TenantContext, { id, branch, from, to, reason }: Closure) {
  const onTheseDays = sql`l.date BETWEEN ${from}::date AND ${to}::date AND l.status <> 'cancelled' ${branch ? sql`AND l."branchId" = ${branch.id}::uuid` : empty}`
  await holdLessons(tx, ctx, onTheseDays)
  const [counts] = await tx.$queryRaw<{ cancelled: number, kept: number }[]>(sql`
    WITH held AS MATERIALIZED (
      SELECT l.id, ${stateOf(sql`l`)} AS before, EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = l."tenantId" AND m."lessonId" = l.id) AS marked
      FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND ${onTheseDays}
    ), changed AS (
      UPDATE lessons l SET "statusBefore" = l.status, status = 'cancelled', "closureId" = ${id}::uuid, sequence = sequence + 1, "updatedAt" = now()
      FROM held WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = held.id AND NOT held.marked
      RETURNING l.id, held.before, ${stateOf(sql`l`)} AS after
    ), kept AS (${keepChanges(ctx, { batchId: id, reason })} RETURNING 1)
    SELECT (SELECT count(*) FROM kept) AS cancelled, (SELECT count(*) FROM held WHERE marked) AS kept`)
  return { cancelled: counts?.cancelled ?? 0, kept: counts?.kept ?? 0 }
}
