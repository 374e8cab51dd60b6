import type { Home } from '#shared/schemas/home'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { cardColumns, type CardRow, cardTables, showCard } from './family-card'

/** Enough for one of a later day after a full one. */
const AHEAD = { days: 60, most: 8 }

/** The one statement behind `readHome`. */
export function homeSql(ctx: TenantContext<Viewer>, now: Date): Sql {
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  return sql`
    SELECT ${cardColumns} ${cardTables(ctx, now, AHEAD, sql`true`)}
    ORDER BY s."givenName" ${collate}, s."familyName" ${collate}, s.name ${collate}, s.id`
}

/** A card for each of the viewer's children, or for the student who looks, by given name. */
export async function readHome(ctx: TenantContext<Viewer>, now = new Date()): Promise<Home> {
  const rows = await db.query<CardRow>(ctx, homeSql(ctx, now))
  return { today: localToday(ctx.tenant, now), children: rows.map(row => showCard(ctx, row, now)) }
}
