import type { Achievement } from '#shared/schemas/achievements'
import { type Paged, toPage } from '#shared/schemas/paging'
import type { AchievementKind } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../../context'
import { db } from '../../../infra/db/db'
import { type Sql, sql } from '../../../infra/db/sql'

export interface AchievementRow {
  id: string
  name: string
  kind: AchievementKind
  skillId: string | null
  skillName: string | null
  bandName: string | null
  count: number | null
  archived: boolean
  awards: number
}

/** Rules by name, those in force first. Awards of a merged record are the kept one's too, and counted there. */
export const achievementRows = (ctx: TenantContext, which: Sql): Sql => sql`
  SELECT ac.id, ac.name, ac.kind::text AS kind, ac."skillId", sk.name AS "skillName", sk.bands->ac.band::int->>'name' AS "bandName", ac.count,
    ac."archivedAt" IS NOT NULL AS archived, count(*) OVER () AS total, (
      SELECT count(*) FROM awards aw WHERE aw."tenantId" = ac."tenantId" AND aw."achievementId" = ac.id
        AND NOT EXISTS (SELECT 1 FROM student_merges x WHERE x."tenantId" = aw."tenantId" AND x."mergedId" = aw."studentId")) AS awards
  FROM achievements ac LEFT JOIN skills sk ON sk."tenantId" = ac."tenantId" AND sk.id = ac."skillId"
  WHERE ac."tenantId" = ${ctx.tenant.id}::uuid AND ${which}
  ORDER BY ac."archivedAt" IS NOT NULL, ac.name, ac.id`

export const showAchievement = ({ id, name, kind, skillId, skillName, bandName, count, archived, awards }: AchievementRow): Achievement =>
  ({ id, name, kind, skill: skillId ? { id: skillId, name: skillName ?? '', band: bandName ?? '' } : null, count, archived, awards })

/** The school's achievements with how many students have each. */
export async function listAchievements(ctx: TenantContext<Viewer>, { page, limit }: Paged) {
  const rows = await db.query<AchievementRow & { total: number }>(ctx, sql`
    ${achievementRows(ctx, sql`true`)} LIMIT ${limit}::int OFFSET ${(page - 1) * limit}::int`)
  return toPage(rows.map(showAchievement), { page, limit }, rows[0]?.total ?? 0)
}
