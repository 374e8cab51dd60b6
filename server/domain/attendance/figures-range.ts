import { addDays, localToday, type LocalDate } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'

/** Days asked for; what is left out is for the school's habit to fill. */
export interface AskedRange { from?: LocalDate | undefined, to?: LocalDate | undefined }

/** 90 days, the last one included. */
const DAYS_BEFORE = 89

/**
 * The first and the last day of figures, as dates for a statement: the days asked for, else the term of the last day,
 * else 90 days. Of several terms that hold the day the latest to begin counts, and of those the longest.
 */
export function figuresRange(ctx: TenantContext, { from, to }: AskedRange): { first: Sql, last: Sql } {
  const day = to ?? localToday(ctx.tenant)
  if (from) return { first: sql`${from}::date`, last: sql`${day}::date` }
  return {
    first: sql`COALESCE((SELECT t."startsOn" FROM terms t
      WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t."startsOn" <= ${day}::date AND t."endsOn" >= ${day}::date
      ORDER BY t."startsOn" DESC, t."endsOn" DESC LIMIT 1), ${addDays(day, -DAYS_BEFORE)}::date)`,
    last: sql`${day}::date`,
  }
}
