import type { AssessScreen } from '#shared/schemas/assessments'
import { bandOf } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asStaff, groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { groupJson, groupMembers } from './group-tables'
import { stands } from './sight'
import { showSkill, skillJson, skillOrder, type SkillRow } from './skill-rows'

type Latest = { id: string, value: number, assessedAt: string }
interface Row {
  group: AssessScreen['group']
  skills: Omit<SkillRow, 'archived'>[]
  state: string | null
  students: { id: string, name: string, latest: Latest | null }[]
}

/** The one statement behind `assessScreen`; no row when the group is not in sight. */
export function assessScreenSql(ctx: TenantContext<Viewer>, groupId: string, skillId: string | null): Sql {
  const tenant = ctx.tenant.id
  return sql`
    WITH ${groupMembers(ctx, groupId)}
    SELECT ${groupJson} AS "group",
      (SELECT coalesce(json_agg(${skillJson} ORDER BY ${skillOrder}), '[]') FROM skills sk WHERE sk."tenantId" = ${tenant}::uuid AND sk."archivedAt" IS NULL) AS skills,
      (SELECT max(a.id::text) FROM members m JOIN assessments a ON a."tenantId" = ${tenant}::uuid AND a."studentId" = m.id AND a."skillId" = ${skillId}::uuid) AS state,
      (SELECT coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'latest', to_json(latest.*)) ORDER BY m.place), '[]')
        FROM members m LEFT JOIN LATERAL (
          SELECT a.id, a.value, a."assessedAt" FROM assessments a
          WHERE a."tenantId" = ${tenant}::uuid AND a."studentId" = m.id AND a."skillId" = ${skillId}::uuid AND ${stands}
          ORDER BY a."assessedAt" DESC, a.id DESC LIMIT 1) latest ON true) AS students
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${tenant}::uuid AND g.id = ${groupId}::uuid AND g."endedAt" IS NULL AND ${groupsInSight(asStaff(ctx))}`
}

/**
 * One skill of a whole group, with what was last assessed; without a skill the choice of them.
 * @throws DomainError `not_found` when the group, or the skill, is not there to be assessed
 */
export async function assessScreen(ctx: TenantContext<Viewer>, groupId: string, skillId: string | null): Promise<AssessScreen> {
  const [row] = await db.query<Row>(ctx, assessScreenSql(ctx, groupId, skillId))
  const chosen = row?.skills.find(({ id }) => id === skillId)
  if (!row || (skillId && !chosen)) throw notInSight()
  const shown = (skill: Omit<SkillRow, 'archived'>) => showSkill({ ...skill, archived: false })
  return {
    group: row.group,
    skills: row.skills.map(shown),
    skill: chosen ? shown(chosen) : null,
    state: row.state ?? '',
    students: row.students.map(({ latest, ...student }) =>
      ({ ...student, latest: latest && chosen ? { ...latest, band: bandOf(chosen, latest.value) } : null })),
  }
}
