import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext, Viewer } from '../../context'
import { DomainError, notInSight } from '../../errors'
import { dropChunks } from './work-on-import'

/** Throws an upload away before it is written. @throws DomainError `import_confirmed` 409 */
export async function discardImport(ctx: TenantContext<Viewer>, id: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<{ state: string }[]>(sql`
      select "state"::text from "imports" where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid for update`)
    if (!found) throw notInSight()
    if (found.state === 'discarded') return
    if (['confirmed', 'running', 'done'].includes(found.state))
      throw new DomainError('import_confirmed', { status: 409, detail: 'It was confirmed and can no longer be discarded.' })
    await tx.$executeRaw(sql`
      update "imports" set "state" = 'discarded', "leaseUntil" = null, "finishedAt" = now()
      where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid`)
    await tx.$executeRaw(dropChunks(ctx, id))
    await recordAudit(tx, ctx, { action: 'import.discarded', subject: 'import', subjectId: id })
  })
}
