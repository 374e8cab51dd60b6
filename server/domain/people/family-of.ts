import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { accessKept } from './of-age'
import { isGuardian } from './policy'

interface Family {
  children: { id: string, name: string }[]
  /** Names of those who are of age and have not let the guardian keep their access. */
  withheld: string[]
}

/** The children whose records a guardian may see today, by name; nobody is looked up for anybody else. */
export async function familyOf(ctx: TenantContext, viewer: Viewer | null): Promise<Family> {
  if (!viewer || !isGuardian(viewer)) return { children: [], withheld: [] }
  const today = localToday(ctx.tenant)
  const [row] = await db.query<Family>(ctx, sql`
    WITH own AS MATERIALIZED (
      SELECT s.id, s.name, s."givenName", s."familyName", ${accessKept(ctx)} AS kept
      FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu."userId" = ${viewer.userId}::uuid AND gu."maySeeRecords"
        AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date) AND s."endedAt" IS NULL)
    SELECT COALESCE((SELECT json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o."givenName", o."familyName", o.id) FROM own o WHERE o.kept), '[]') AS children,
      ARRAY(SELECT o.name FROM own o WHERE NOT o.kept ORDER BY o.name) AS withheld`)
  return row ?? { children: [], withheld: [] }
}
