import { toPage } from '#shared/schemas/paging'
import type { UserList, UserListQuery } from '#shared/schemas/people'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { foundByName } from './name-search'
import { searchWords } from './search-words'
import { asStaff, groupsInSight, studentsInSight, usersInSight } from './sight'
import { similarNames } from './similar-names'

interface Row { total: number, data: UserList['data'] }

const users = { from: sql`users u`, id: sql`u.id`, name: sql`u.name` }
const here = (ctx: TenantContext<Viewer>) => sql`u."tenantId" = ${ctx.tenant.id}::uuid AND u."endedAt" IS NULL AND ${usersInSight(ctx)}`

/** The one statement behind `listUsers`. */
export function userListSql(viewerCtx: TenantContext<Viewer>, { search, role, page, limit }: UserListQuery): Sql {
  const ctx = asStaff(viewerCtx)
  const tenant = ctx.tenant.id
  const today = localToday(ctx.tenant)
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  const now = (alias: Sql) => sql`${alias}."from" <= ${today}::date AND (${alias}."to" IS NULL OR ${alias}."to" >= ${today}::date)`
  const withRole = role
    ? sql` AND EXISTS (SELECT 1 FROM user_roles r WHERE r."tenantId" = ${tenant}::uuid AND r."userId" = u.id AND r.role = ${role}::role)`
    : sql``
  const found = foundByName(searchWords(search), {
    columns: sql`u.id, u.name, u."familyName", u."givenName", u.email`, ...users, search: sql`search_users`,
    where: sql`${here(ctx)}${withRole}`,
  })
  return sql`
    WITH ${found},
    page AS (
      SELECT f.id, f.name, f.email FROM found f
      ORDER BY COALESCE(NULLIF(f."familyName", ''), f.name) COLLATE ${collation}, f."givenName" COLLATE ${collation}, f.name COLLATE ${collation}, f.id
      LIMIT ${limit} OFFSET ${(page - 1) * limit})
    SELECT (SELECT count(*) FROM found) AS total, (
      SELECT COALESCE(json_agg(json_build_object('id', p.id, 'name', p.name, 'signsIn', p.email IS NOT NULL,
        'roles', (SELECT COALESCE(json_agg(r.role ORDER BY r.role), '[]') FROM user_roles r WHERE r."tenantId" = ${tenant}::uuid AND r."userId" = p.id),
        'groups', (
          SELECT COALESCE(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name COLLATE ${collation}), '[]')
          FROM groups g
          WHERE g."tenantId" = ${tenant}::uuid AND g."endedAt" IS NULL AND ${groupsInSight(ctx)} AND g.id IN (
            SELECT a."groupId" FROM assignments a WHERE a."tenantId" = ${tenant}::uuid AND a."userId" = p.id AND ${now(sql`a`)})),
        'children', (
          SELECT COALESCE(json_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY s.name COLLATE ${collation}), '[]')
          FROM students s
          WHERE s."tenantId" = ${tenant}::uuid AND s."endedAt" IS NULL AND ${studentsInSight(ctx)} AND s.id IN (
            SELECT gu."studentId" FROM guardianships gu WHERE gu."tenantId" = ${tenant}::uuid AND gu."userId" = p.id AND ${now(sql`gu`)})))), '[]')
      FROM page p) AS data`
}

/**
 * The people with an account or a role whom a manager sees, by family name; in a search at most 1,000 of them, and when it
 * finds nobody, those whose names are most like it.
 */
export async function listUsers(ctx: TenantContext<Viewer>, query: UserListQuery): Promise<UserList> {
  const [row] = await db.query<Row>(ctx, userListSql(ctx, query))
  const words = searchWords(query.search)
  if (row?.total || words.length === 0) return toPage(row?.data ?? [], query, row?.total ?? 0)
  return { ...toPage([], query, 0), similar: await similarNames(ctx, words, { ...users, where: here(asStaff(ctx)), similar: sql`similar_users` }) }
}
