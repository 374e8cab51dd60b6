import type { OpenRegisters, OpenRegistersQuery } from '#shared/schemas/overview'
import { toPage } from '#shared/schemas/paging'
import { collationOf } from '#shared/utils/collation'
import { localTimeAt, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asStaff, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'

interface Row { total: number, data: OpenRegisters['data'] }

/** The one statement behind `listOpenRegisters`. */
export function openRegistersSql(viewerCtx: TenantContext<Viewer>, { page, limit }: OpenRegistersQuery, now = new Date()): Sql {
  const ctx = asStaff(viewerCtx)
  const { id: tenant, timeZone, locale } = ctx.tenant
  const today = localToday(ctx.tenant, now)
  const collation = raw(`"${collationOf(locale)}"`)
  const inSight = sql`l."tenantId" = ${tenant}::uuid AND l.status <> 'cancelled' AND ${registersInSight(ctx)}`
  const onDay = (alias: Sql) => sql`${alias}."from" <= l.date AND (${alias}."to" IS NULL OR ${alias}."to" >= l.date)`
  return sql`
    WITH open AS MATERIALIZED (
      SELECT l.id, l.date, l."startTime", l."groupId", l."substituteId"
      FROM lessons l
      WHERE ${inSight} AND l."takenAt" IS NULL
        AND l.date >= COALESCE((SELECT l.date FROM lessons l WHERE ${inSight} AND l.date < ${today}::date ORDER BY l.date DESC LIMIT 1), ${today}::date)
        AND (l.date < ${today}::date OR (l.date = ${today}::date AND l."endTime" <= ${localTimeAt(now, timeZone)}::time))
        AND (EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = ${tenant}::uuid AND e."groupId" = l."groupId" AND ${onDay(sql`e`)})
          OR EXISTS (SELECT 1 FROM lesson_guests lg WHERE lg."tenantId" = ${tenant}::uuid AND lg."lessonId" = l.id))),
    page AS (
      SELECT l.id AS "lessonId", l.date, l."startTime", json_build_object('id', g.id, 'name', g.name) AS "group",
        json_build_object('id', b.id, 'name', b.name) AS branch, (
          SELECT COALESCE(json_agg(u.name ORDER BY t.role, u.name COLLATE ${collation}), '[]')
          FROM (
            SELECT a."userId", a.role FROM assignments a
            WHERE a."tenantId" = ${tenant}::uuid AND a."groupId" = l."groupId" AND l."substituteId" IS NULL AND ${onDay(sql`a`)}
            UNION SELECT l."substituteId", 'lead' WHERE l."substituteId" IS NOT NULL) t
            JOIN users u ON u."tenantId" = ${tenant}::uuid AND u.id = t."userId") AS teachers
      FROM open l
        JOIN groups g ON g."tenantId" = ${tenant}::uuid AND g.id = l."groupId"
        JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
      ORDER BY l.date DESC, l."startTime", g.name COLLATE ${collation}, l.id
      LIMIT ${limit} OFFSET ${(page - 1) * limit})
    SELECT (SELECT count(*) FROM open) AS total, (SELECT COALESCE(json_agg(page), '[]') FROM page) AS data`
}

/** Lessons that ended without their register being taken, from the last day with lessons before today on. */
export async function listOpenRegisters(ctx: TenantContext<Viewer>, query: OpenRegistersQuery): Promise<OpenRegisters> {
  const [row] = await db.query<Row>(ctx, openRegistersSql(ctx, query))
  return toPage(row?.data ?? [], query, row?.total ?? 0)
}
