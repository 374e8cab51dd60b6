import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { accessKept } from './of-age'

interface FamilyAndSchools {
  children: { id: string, name: string }[]
  /** Names of those who are of age and have not let the guardian keep their access. */
  withheld: string[]
  otherSchools: { host: string, name: string }[]
}

/** The children whose records a guardian may see today, by name, and the other schools that somebody has noted. */
export async function familyAndSchools(ctx: TenantContext, { userId, roles }: Viewer): Promise<FamilyAndSchools> {
  const today = localToday(ctx.tenant)
  const [row] = await db.query<FamilyAndSchools>(ctx, sql`
    WITH own AS MATERIALIZED (
      SELECT s.id, s.name, s."givenName", s."familyName", ${accessKept(ctx)} AS kept
      FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      WHERE ${roles.includes('parent')} AND gu."tenantId" = ${ctx.tenant.id}::uuid AND gu."userId" = ${userId}::uuid AND gu."maySeeRecords"
        AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date) AND s."endedAt" IS NULL)
    SELECT COALESCE((SELECT json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o."givenName", o."familyName", o.id) FROM own o WHERE o.kept), '[]') AS children,
      ARRAY(SELECT o.name FROM own o WHERE NOT o.kept ORDER BY o.name) AS withheld, COALESCE((
      SELECT json_agg(json_build_object('host', o.host, 'name', o.name) ORDER BY o.name, o.host)
      FROM user_schools o WHERE o."tenantId" = ${ctx.tenant.id}::uuid AND o."userId" = ${userId}::uuid), '[]') AS "otherSchools"`)
  return row ?? { children: [], withheld: [], otherSchools: [] }
}
