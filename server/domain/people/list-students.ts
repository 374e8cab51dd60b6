import { toPage } from '#shared/schemas/paging'
import type { StudentList, StudentListQuery } from '#shared/schemas/students'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { foundByName } from './name-search'
import { searchWords } from './search-words'
import { groupsInSight, studentsInSight } from './sight'
import { similarNames } from './similar-names'

interface Row { group: boolean, total: number, data: StudentList['data'] }

const students = { from: sql`students s`, id: sql`s.id`, name: sql`s.name` }
const here = (ctx: TenantContext<Viewer>) => sql`s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND ${studentsInSight(ctx)}`

/** The one statement behind `listStudents`. */
export function studentListSql(ctx: TenantContext<Viewer>, { search, groupId, page, limit }: StudentListQuery): Sql {
  const tenant = ctx.tenant.id
  const today = localToday(ctx.tenant)
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  const enrolledNow = (student: Sql) => sql`en."tenantId" = ${tenant}::uuid AND en."studentId" = ${student}
    AND en."from" <= ${today}::date AND (en."to" IS NULL OR en."to" >= ${today}::date)`
  const inGroup = groupId
    ? sql` AND EXISTS (SELECT 1 FROM enrolments en WHERE en."groupId" = ${groupId}::uuid AND ${enrolledNow(sql`s.id`)})`
    : sql``
  const found = foundByName(searchWords(search), {
    columns: sql`s.id, s.name, s."familyName", s."givenName", s."sourcedId"`, ...students, search: sql`search_students`,
    where: sql`${here(ctx)}${inGroup}`,
  })
  return sql`
    WITH ${found},
    page AS (
      SELECT f.id, f.name, f."sourcedId" FROM found f
      ORDER BY COALESCE(NULLIF(f."familyName", ''), f.name) COLLATE ${collation}, f."givenName" COLLATE ${collation}, f.name COLLATE ${collation}, f.id
      LIMIT ${limit} OFFSET ${(page - 1) * limit})
    SELECT ${groupId ? sql`EXISTS (SELECT 1 FROM groups g WHERE g."tenantId" = ${tenant}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)})` : sql`true`} AS group,
      (SELECT count(*) FROM found) AS total,
      (SELECT COALESCE(json_agg(json_strip_nulls(json_build_object('id', p.id, 'name', p.name, 'sourcedId', p."sourcedId", 'groups', (
        SELECT COALESCE(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name COLLATE ${collation}), '[]')
        FROM groups g
        WHERE g."tenantId" = ${tenant}::uuid AND g."endedAt" IS NULL AND ${groupsInSight(ctx)}
          AND g.id IN (SELECT en."groupId" FROM enrolments en WHERE ${enrolledNow(sql`p.id`)}))))), '[]') FROM page p) AS data`
}

/**
 * The students that the viewer sees, by family name as the school's language sorts; in a search at most 1,000 of them,
 * and when it finds nobody, those whose names are most like it.
 * @throws DomainError `not_found` when the group asked for is not in sight
 */
export async function listStudents(ctx: TenantContext<Viewer>, query: StudentListQuery): Promise<StudentList> {
  const [row] = await db.query<Row>(ctx, studentListSql(ctx, query))
  if (!row?.group) throw notInSight()
  const words = searchWords(query.search)
  if (row.total > 0 || words.length === 0) return toPage(row.data, query, row.total)
  return { ...toPage(row.data, query, 0), similar: await similarNames(ctx, words, { ...students, where: here(ctx), similar: sql`similar_students` }) }
}
