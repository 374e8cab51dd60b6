import type { GroupProgress } from '#shared/schemas/progress'
import { bandNumber } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asStaff, groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { groupJson, groupMembers } from './group-tables'
import { holdsToday, stands } from './sight'
import { skillJson, skillOrder, type SkillRow } from './skill-rows'

interface Row {
  group: GroupProgress['group']
  skills: { skill: Omit<SkillRow, 'archived'>, averageLevel: number, values: number[], lastAt: string }[]
  students: GroupProgress['students']
  comparison: GroupProgress['comparison']
}

/** An average over the summaries `p`, as JSON, of the students that a condition keeps. */
const averageOf = (which: Sql) => sql`json_build_object('averageLevel', avg(p."averageLevel") FILTER (WHERE ${which}), 'students', count(*) FILTER (WHERE ${which}))`

/** The one statement behind `groupProgress`; no row when the group is not in sight. */
export function groupProgressSql(ctx: TenantContext<Viewer>, groupId: string): Sql {
  const tenant = ctx.tenant.id
  return sql`
    WITH ${groupMembers(ctx, groupId)},
    latest AS MATERIALIZED (
      SELECT DISTINCT ON (a."studentId", a."skillId") a."studentId", a."skillId", a.value, a.level, a."assessedAt"
      FROM members m JOIN assessments a ON a."tenantId" = ${tenant}::uuid AND a."studentId" = m.id
      WHERE ${stands} AND a."skillId" IN (SELECT sk.id FROM skills sk WHERE sk."tenantId" = ${tenant}::uuid AND sk."archivedAt" IS NULL)
      ORDER BY a."studentId", a."skillId", a."assessedAt" DESC, a.id DESC)
    SELECT ${groupJson} AS "group",
      (SELECT coalesce(json_agg(json_build_object('skill', ${skillJson}, 'averageLevel', o.level, 'values', o.values, 'lastAt', o.at) ORDER BY ${skillOrder}), '[]')
        FROM (SELECT "skillId", avg(level) AS level, array_agg(value) AS values, max("assessedAt") AS at FROM latest GROUP BY "skillId") o
        JOIN skills sk ON sk."tenantId" = ${tenant}::uuid AND sk.id = o."skillId") AS skills,
      (SELECT coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'averageLevel', o.level, 'totalSkills', coalesce(o.skills, 0)) ORDER BY m.place), '[]')
        FROM members m LEFT JOIN (SELECT "studentId", avg(level) AS level, count(*) AS skills FROM latest GROUP BY "studentId") o ON o."studentId" = m.id) AS students,
      (SELECT json_build_object('group', ${averageOf(sql`m.id IS NOT NULL`)}, 'branch', ${averageOf(sql`near."studentId" IS NOT NULL`)},
          'school', ${averageOf(sql`true`)}, 'refreshedAt', max(p."refreshedAt"))
        FROM progress_summaries p LEFT JOIN members m ON m.id = p."studentId" LEFT JOIN (
          SELECT DISTINCT e."studentId" FROM enrolments e JOIN groups o ON o."tenantId" = e."tenantId" AND o.id = e."groupId"
          WHERE e."tenantId" = ${tenant}::uuid AND o."branchId" = g."branchId" AND o.kind = 'class' AND ${holdsToday(ctx, 'e')}) near ON near."studentId" = p."studentId"
        WHERE p."tenantId" = ${tenant}::uuid) AS comparison
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${tenant}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(asStaff(ctx))}`
}

/**
 * Where a group stands in each skill, and against its branch and the school.
 * @throws DomainError `not_found` when the group is not in sight
 */
export async function groupProgress(ctx: TenantContext<Viewer>, groupId: string): Promise<GroupProgress> {
  const [row] = await db.query<Row>(ctx, groupProgressSql(ctx, groupId))
  if (!row) throw notInSight()
  const skills = row.skills.map(({ skill, values, averageLevel, lastAt }) => {
    const numbers = values.map(value => bandNumber(skill, value))
    const { id, name, category } = skill
    return {
      id, name, category, averageLevel, lastAt, students: values.length,
      bands: skill.bands.map((band, i) => ({ name: band.name, students: numbers.filter(number => number === i).length })),
    }
  })
  return { ...row, skills }
}
