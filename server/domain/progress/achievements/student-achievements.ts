import type { StudentAchievements } from '#shared/schemas/achievements'
import { type AchievementKind, wayTo } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../../context'
import { notInSight } from '../../errors'
import { db } from '../../../infra/db/db'
import { type Sql, sql } from '../../../infra/db/sql'
import { progressInSight } from '../sight'
import { standings } from './standings'

interface Standing {
  id: string
  name: string
  kind: AchievementKind
  skillId: string | null
  skillName: string | null
  bandName: string | null
  better: 'higher' | 'lower' | null
  count: number | null
  current: number | null
  goal: number | null
  awardedAt: string | null
}

/** The one statement behind `studentAchievements`; no row when the student's progress is not in sight. */
export function studentAchievementsSql(ctx: TenantContext<Viewer>, studentId: string): Sql {
  const tenant = ctx.tenant.id
  return sql`
    WITH ${standings(ctx, sql`s.id = ${studentId}::uuid`)},
    shown AS (
      SELECT standing.id, standing.name, standing.kind, standing."skillId", standing."skillName", standing."bandName", standing.better, standing.count,
        standing.current, standing.goal, aw."awardedAt"
      FROM standing LEFT JOIN awards aw ON aw."tenantId" = ${tenant}::uuid AND aw."studentId" = standing."studentId" AND aw."achievementId" = standing.id
      UNION ALL
      SELECT ac.id, ac.name, ac.kind::text, ac."skillId", sk.name, sk.bands->ac.band::int->>'name', sk.better::text, ac.count, NULL,
        coalesce((sk.bands->ac.band::int->>'from')::float8, ac.count), aw."awardedAt"
      FROM awards aw JOIN achievements ac ON ac."tenantId" = aw."tenantId" AND ac.id = aw."achievementId" AND ac."archivedAt" IS NOT NULL
        LEFT JOIN skills sk ON sk."tenantId" = ac."tenantId" AND sk.id = ac."skillId"
      WHERE aw."tenantId" = ${tenant}::uuid AND aw."studentId" = ${studentId}::uuid)
    SELECT (SELECT f.points FROM figures f) AS points, coalesce((SELECT json_agg(shown.*) FROM shown), '[]') AS standings
    FROM students s WHERE s."tenantId" = ${tenant}::uuid AND s.id = ${studentId}::uuid AND ${progressInSight(ctx)}`
}

function show({ id, name, kind, skillId, skillName, bandName, better, count, current, goal, awardedAt }: Standing): StudentAchievements['data'][number] {
  const way = awardedAt ? 1 : goal === null ? 0 : wayTo({ better: better ?? 'higher' }, current, goal)
  return {
    id, name, kind, count, awardedAt,
    skill: skillId ? { id: skillId, name: skillName ?? '', band: bandName ?? '' } : null,
    progress: { current, goal: goal ?? 0, way },
  }
}

/**
 * What a student was awarded, the latest first, then what there is still to earn, the nearest first.
 * @throws DomainError `not_found` when the student's progress is not in sight
 */
export async function studentAchievements(ctx: TenantContext<Viewer>, studentId: string): Promise<StudentAchievements> {
  const [row] = await db.query<{ points: number | null, standings: Standing[] }>(ctx, studentAchievementsSql(ctx, studentId))
  if (!row) throw notInSight()
  const data = row.standings.map(show).sort((a, b) =>
    (b.awardedAt ?? '').localeCompare(a.awardedAt ?? '') || b.progress.way - a.progress.way || a.name.localeCompare(b.name))
  return { data, points: row.points }
}
