import type { NewTerm, Term } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { tellTerm, termColumns } from './tell-term'

/** Adds a term to the tenant's year. */
export async function makeTerm(ctx: TenantContext<Viewer>, { name, startsOn, endsOn }: NewTerm): Promise<Term> {
  return db.change(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<Term[]>(sql`
      INSERT INTO terms ("tenantId", name, "startsOn", "endsOn") VALUES (${ctx.tenant.id}::uuid, ${name}, ${startsOn}::date, ${endsOn}::date) RETURNING ${termColumns}`)
    if (!row) throw new Error('a term was not made')
    await tellTerm(tx, ctx, 'term.made', row)
    return row
  })
}
