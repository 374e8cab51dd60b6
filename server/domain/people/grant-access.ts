import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { ofAge } from './of-age'

/**
 * A student of age lets a guardian keep their access, or takes it away; it acts at once.
 * @throws DomainError `not_found` for another's guardian, `not_of_age` 409
 */
export async function grantAccess(ctx: TenantContext<Viewer>, guardianshipId: string, granted: boolean): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<{ userId: string, studentId: string, decides: boolean }[]>(sql`
      SELECT gu."userId", gu."studentId", ${ofAge(ctx)} AS decides FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu.id = ${guardianshipId}::uuid AND s."userId" = ${ctx.viewer.userId}::uuid FOR UPDATE OF gu`)
    if (!found) throw notInSight()
    if (!found.decides) throw new DomainError('not_of_age', { status: 409, detail: 'Until you are of age the school decides this with your guardians.' })
    await tx.$executeRaw(sql`
      UPDATE guardianships SET "grantedAt" = CASE WHEN ${granted} THEN now() END WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${guardianshipId}::uuid`)
    await recordAudit(tx, ctx, {
      action: granted ? 'guardianship.granted' : 'guardianship.withdrawn', subject: 'student', subjectId: found.studentId, details: { userId: found.userId },
    })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: found.userId } })
  })
}
