import type { Access } from '#shared/schemas/access'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { accessKept, ofAge } from './of-age'

/** Which guardians see the records of the student who asks. @throws DomainError `not_found` for whoever has no record */
export async function listAccess(ctx: TenantContext<Viewer>): Promise<Access> {
  const today = localToday(ctx.tenant)
  const [row] = await db.query<Omit<Access, 'ageOfMajority'>>(ctx, sql`
    SELECT ${ofAge(ctx)} AS "ofAge", (SELECT COALESCE(json_agg(json_build_object('id', gu.id, 'name', u.name, 'relation', gu.relation, 'sees', ${accessKept(ctx)})
        ORDER BY gu.priority, u.name, gu.id), '[]')
      FROM guardianships gu JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
      WHERE gu."tenantId" = s."tenantId" AND gu."studentId" = s.id AND gu."maySeeRecords" AND u."endedAt" IS NULL
        AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date)) AS guardians
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."userId" = ${ctx.viewer.userId}::uuid`)
  if (!row) throw notInSight()
  return { ...row, ageOfMajority: ctx.tenant.settings.ageOfMajority }
}
