import { sql } from '../../infra/db/sql'

/** Condition over the alias `m` (marks): figures are over lessons that took place. */
export const tookPlace = sql`NOT EXISTS (SELECT 1 FROM lessons off
  WHERE off."tenantId" = m."tenantId" AND off.id = m."lessonId" AND off.status = 'cancelled')`
