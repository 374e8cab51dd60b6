import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext, Viewer } from '../../context'
import { DomainError, notInSight } from '../../errors'
import { wakeImportWorker } from './worker'

/**
 * Has a checked import written, as a whole or, with `partial`, what of it is valid.
 * @throws DomainError `expired` 409 a day after the upload, `not_checked` 409, `rows_refused` 409 when some are and `partial` was not said
 */
export async function confirmImport(ctx: TenantContext<Viewer>, id: string, { partial }: { partial: boolean }): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<{ state: string, failure: string | null, refused: number }[]>(sql`
      select "state"::text, "failure", coalesce(("summary" #>> '{totals,errors}')::int, 0) as "refused"
      from "imports" where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid for update`)
    if (!found) throw notInSight()
    if (found.failure === 'expired') throw new DomainError('expired', { status: 409, detail: 'Nobody confirmed it for a day, so it was thrown away; upload it again.' })
    if (found.state !== 'checked') throw new DomainError('not_checked', { status: 409, detail: 'Only an import that was checked can be confirmed, once.' })
    if (found.refused > 0 && !partial) throw new DomainError('rows_refused', { status: 409, detail: `${found.refused} rows are refused; say partial to take the others.` })
    await tx.$executeRaw(sql`
      update "imports" set "state" = 'confirmed', "partial" = ${partial}, "progress" = 0, "leaseUntil" = null
      where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid`)
    await recordAudit(tx, ctx, { action: 'import.confirmed', subject: 'import', subjectId: id, details: { partial } })
  })
  wakeImportWorker()
}
