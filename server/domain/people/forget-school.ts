import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Takes one off the viewer's list of other schools. @throws DomainError `not_found` */
export async function forgetSchool(ctx: TenantContext<Viewer>, id: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [gone] = await tx.$queryRaw<{ host: string }[]>(sql`
      DELETE FROM user_schools WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${ctx.viewer.userId}::uuid AND id = ${id}::uuid RETURNING host`)
    if (!gone) throw notInSight()
    await recordAudit(tx, ctx, { action: 'user.schools_changed', subject: 'user', subjectId: ctx.viewer.userId, details: { forgotten: gone.host } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: ctx.viewer.userId } })
  })
}
