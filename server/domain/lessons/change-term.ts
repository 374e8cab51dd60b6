import type { Term, TermInput } from '#shared/schemas/settings'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Gives a term another name or other days. @throws DomainError `not_found` */
export async function changeTerm(ctx: TenantContext<Viewer>, id: string, { name, startsOn, endsOn }: TermInput): Promise<Term> {
  return db.change(ctx, async (tx) => {
    const [before] = await tx.$queryRaw<Term[]>(sql`
      SELECT id, name, "startsOn", "endsOn" FROM terms WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${id}::uuid FOR UPDATE`)
    if (!before) throw notInSight()
    const after = { id, name, startsOn, endsOn }
    await tx.$executeRaw(sql`
      UPDATE terms SET name = ${name}, "startsOn" = ${startsOn}::date, "endsOn" = ${endsOn}::date
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${id}::uuid`)
    await recordAudit(tx, ctx, { action: 'term.changed', subject: 'term', subjectId: id, details: { before, after } })
    await emit(tx, ctx, { name: 'term.changed', payload: { termId: id } })
    return after
  })
}
