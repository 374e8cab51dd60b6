import type { OfficeChoices } from '#shared/schemas/class-list'
import { collationOf } from '#shared/utils/collation'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { ids, raw, sql } from '../../infra/db/sql'
import { groupsToKeep } from './reach'

/** More than a school has; a form with a longer list is of no use to anybody. */
const MOST = 1_000

const latest = (table: 'students' | 'users', { tenant }: TenantContext) =>
  sql`(SELECT t.id FROM ${raw(table)} t WHERE t."tenantId" = ${tenant.id}::uuid ORDER BY t.id DESC LIMIT 1)`

/** What a manager chooses from when placing people: the groups and branches that are theirs, by name; and a sign of who was added last. */
export async function listChoices(ctx: TenantContext<Viewer>): Promise<OfficeChoices> {
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const ours = ctx.viewer.roles.includes('admin') ? sql`true` : sql`b.id = ANY(${ids(ctx.viewer.branchIds)})`
  const [row] = await db.query<OfficeChoices>(ctx, sql`
    SELECT (SELECT COALESCE(json_agg(json_build_object('id', b.id, 'name', b.name) ORDER BY b.name ${collate}), '[]') FROM branches b
        WHERE b."tenantId" = ${ctx.tenant.id}::uuid AND ${ours}) AS branches,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'name', c.name, 'branch', c.branch) ORDER BY c.name ${collate}), '[]') FROM (
        SELECT g.id, g.name, b.name AS branch FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
        WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.kind = 'class' AND ${groupsToKeep(ctx)} ORDER BY g.name ${collate} LIMIT ${MOST}::int) c) AS groups,
      md5(concat(${latest('students', ctx)}, ${latest('users', ctx)})) AS state`)
  return row ?? { branches: [], groups: [], state: '' }
}
