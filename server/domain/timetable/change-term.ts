import type { Term, TermChange } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { invalid, notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { tellTerm, termColumns } from './tell-term'

/** Gives a term another name or other days. @throws DomainError `not_found`, `invalid` when it would end before it begins */
export async function changeTerm(ctx: TenantContext<Viewer>, termId: string, change: TermChange): Promise<Term> {
  return db.change(ctx, async (tx) => {
    const [before] = await tx.$queryRaw<Term[]>(sql`
      SELECT ${termColumns} FROM terms WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${termId}::uuid FOR UPDATE`)
    if (!before) throw notInSight()
    const term = { name: change.name ?? before.name, startsOn: change.startsOn ?? before.startsOn, endsOn: change.endsOn ?? before.endsOn }
    if (term.endsOn < term.startsOn) throw invalid([{ path: 'endsOn', code: 'before_start', message: 'A term ends after it begins.' }])
    await tx.$executeRaw(sql`
      UPDATE terms SET name = ${term.name}, "startsOn" = ${term.startsOn}::date, "endsOn" = ${term.endsOn}::date
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${termId}::uuid`)
    const row = { id: before.id, ...term }
    await tellTerm(tx, ctx, 'term.changed', row)
    return row
  })
}
