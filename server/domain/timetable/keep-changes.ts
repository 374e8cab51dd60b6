import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'

export interface ManyChanges {
  /** What they have in common: the closed days, or the series. */
  batchId: string
  reason?: string | null
}

/** Adds to the history what a common table expression `changed` (`id`, `before`, `after`) has changed; ends the statement. */
export const keepChanges = (ctx: TenantContext, { batchId, reason = null }: ManyChanges): Sql => sql`
  INSERT INTO lesson_changes ("tenantId", "lessonId", "batchId", before, after, reason, "changedBy")
  SELECT ${ctx.tenant.id}::uuid, changed.id, ${batchId}::uuid, changed.before, changed.after, ${reason}, ${ctx.viewer?.userId ?? null}::uuid
  FROM changed WHERE changed.before IS DISTINCT FROM changed.after`
