import type { TenantContext, Viewer } from '../context'
import { marksInSight } from '../people/sight'
import { type Sql, sql } from '../../infra/db/sql'
import { countColumns } from './counts'

interface Days { first: Sql, last: Sql }

/**
 * Counts of the marks in sight that a cancelled lesson still holds, by an expression over the alias `m` (marks).
 * There are few such lessons: each is looked up by itself, where a join would have the planner read all marks.
 */
export function marksOfCancelled(ctx: TenantContext<Viewer>, by: Sql, { first, last }: Days): Sql {
  const tenant = sql`${ctx.tenant.id}::uuid`
  return sql`
    SELECT ${by} AS by, ${countColumns} FROM lessons l
      CROSS JOIN LATERAL (SELECT * FROM marks m WHERE m."tenantId" = ${tenant} AND m."lessonId" = l.id OFFSET 0) m
    WHERE l."tenantId" = ${tenant} AND l.date BETWEEN ${first} AND ${last} AND l.status = 'cancelled' AND ${marksInSight(ctx)}
    GROUP BY ${by}`
}

/**
 * Marks in sight over lessons that took place, as counts to be summed by `by`. All are counted first, from an index alone:
 * a look at the lesson of each would read the whole table. Those of cancelled lessons are then taken off again.
 */
export function countedMarks(ctx: TenantContext<Viewer>, by: Sql, days: Days): Sql {
  return sql`
    SELECT ${by} AS by, ${countColumns} FROM marks m
    WHERE m."tenantId" = ${ctx.tenant.id}::uuid AND m.date BETWEEN ${days.first} AND ${days.last} AND ${marksInSight(ctx)}
    GROUP BY ${by}
    UNION ALL
    SELECT off.by, -off.present, -off.late, -off.absent, -off.excused FROM (${marksOfCancelled(ctx, by, days)}) off`
}
