import type { Term } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** The columns of `Term` over the table itself. */
export const termColumns = sql`id, name, "startsOn"::text AS "startsOn", "endsOn"::text AS "endsOn"`

/** Figures are by default over the current term: nothing that was reckoned before may be relied on. */
export async function tellTerm(tx: SqlTransaction, ctx: TenantContext<Viewer>, action: string, { id, ...details }: Term): Promise<void> {
  await recordAudit(tx, ctx, { action, subject: 'term', subjectId: id, details })
  await emit(tx, ctx, { name: 'school.changed', payload: {} })
}
