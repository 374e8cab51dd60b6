import type { OtherSchool } from '#shared/schemas/account'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid } from '../errors'
import { emit } from '../events/emit'
import { schoolAt } from '../schools/school-at'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

const MOST = 20

/**
 * Notes the address of another school for the viewer. Only what the directory knows is noted, and by its host alone, so
 * that the switcher leads nowhere else; of the person nothing is looked up there.
 * @param origin under which the request came, for an address without a scheme
 * @throws DomainError `invalid` for an address that is no school's, `too_many_schools`
 */
export async function noteSchool(ctx: TenantContext<Viewer>, address: string, origin: string): Promise<OtherSchool> {
  const school = await schoolAt(address, origin)
  if (!school) throw invalid([{ path: 'address', code: 'no_school', message: 'There is no school at this address.' }])
  if (school.tenantId === ctx.tenant.id) throw invalid([{ path: 'address', code: 'this_school', message: 'This is the school you are at.' }])
  const [tenant, user] = [ctx.tenant.id, ctx.viewer.userId]
  return db.change(ctx, async (tx) => {
    await tx.$executeRaw(sql`SELECT 1 FROM users WHERE "tenantId" = ${tenant}::uuid AND id = ${user}::uuid FOR UPDATE`)
    const [noted] = await tx.$queryRaw<OtherSchool[]>(sql`
      INSERT INTO user_schools ("tenantId", "userId", host, name)
      SELECT ${tenant}::uuid, ${user}::uuid, ${school.host}, ${school.name}
      WHERE (SELECT count(*) FROM user_schools WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${user}::uuid AND host <> ${school.host}) < ${MOST}::int
      ON CONFLICT ("tenantId", "userId", host) DO UPDATE SET name = excluded.name RETURNING id, host, name`)
    if (!noted) throw new DomainError('too_many_schools', { detail: `At most ${MOST} schools; take one off first.` })
    await recordAudit(tx, ctx, { action: 'user.schools_changed', subject: 'user', subjectId: user, details: { noted: noted.host } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: user } })
    return noted
  })
}
