import type { Account } from '#shared/schemas/account'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** What the viewer may see and change of themselves. */
export async function showAccount(ctx: TenantContext<Viewer>): Promise<Account> {
  const [row] = await db.query<Pick<Account, 'phone' | 'hasPassword' | 'otherSchools'>>(ctx, sql`
    SELECT u.phone,
      EXISTS (SELECT FROM accounts a WHERE a."tenantId" = u."tenantId" AND a."userId" = u.id AND a.password IS NOT NULL) AS "hasPassword",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'host', o.host, 'name', o.name) ORDER BY o.name, o.host)
        FROM user_schools o WHERE o."tenantId" = u."tenantId" AND o."userId" = u.id), '[]') AS "otherSchools"
    FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${ctx.viewer.userId}::uuid`)
  const { name, email } = ctx.viewer
  return { name, email, phone: row?.phone ?? null, hasPassword: row?.hasPassword ?? false, otherSchools: row?.otherSchools ?? [] }
}
