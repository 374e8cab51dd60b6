import type { Term, TermInput } from '#shared/schemas/settings'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Makes a term. Terms may overlap: a year, and the halves of it. */
export async function createTerm(ctx: TenantContext<Viewer>, { name, startsOn, endsOn }: TermInput): Promise<Term> {
  return db.change(ctx, async (tx) => {
    const [term] = await tx.$queryRaw<Term[]>(sql`
      INSERT INTO terms ("tenantId", name, "startsOn", "endsOn") VALUES (${ctx.tenant.id}::uuid, ${name}, ${startsOn}::date, ${endsOn}::date)
      RETURNING id, name, "startsOn", "endsOn"`)
    if (!term) throw new Error('a term was not made')
    await recordAudit(tx, ctx, { action: 'term.created', subject: 'term', subjectId: term.id, details: { name, startsOn, endsOn } })
    await emit(tx, ctx, { name: 'term.changed', payload: { termId: term.id } })
    return term
  })
}
