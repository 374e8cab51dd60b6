import type { StudentProgress } from '#shared/schemas/progress'
import { bandOf, reaches, type Scale } from '#shared/utils/skills'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { comparedGroups } from './compared-groups'
import { progressInSight } from './sight'
import { showSkill, skillJson, skillOrder, type SkillRow } from './skill-rows'

/** Of one skill; enough for half a year of assessments once a week. */
const HISTORY = 24

interface SkillLine {
  skill: Omit<SkillRow, 'archived'>
  history: StudentProgress['data'][number]['history'] | null
  level: number | null
  best: number | null
  target: { value: number, dueOn: string } | null
}
interface Row {
  id: string
  name: string
  skills: SkillLine[]
  groups: StudentProgress['comparison']['groups']
  refreshedAt: string | null
}

/** The one statement behind `studentProgress`; no row when the student's progress is not in sight. */
export function studentProgressSql(ctx: TenantContext<Viewer>, studentId: string): Sql {
  const tenant = ctx.tenant.id
  return sql`
    WITH own AS MATERIALIZED (
      SELECT a.id, a."skillId", a.value, a.level, a.note, a."assessedAt", a."correctsId" FROM assessments a
      WHERE a."tenantId" = ${tenant}::uuid AND a."studentId" = ${studentId}::uuid),
    standing AS MATERIALIZED (
      SELECT o.*, row_number() OVER (PARTITION BY o."skillId" ORDER BY o."assessedAt" DESC, o.id DESC) AS place FROM own o
      WHERE o.value IS NOT NULL AND o.id NOT IN (SELECT "correctsId" FROM own WHERE "correctsId" IS NOT NULL)),
    of_skill AS MATERIALIZED (
      SELECT "skillId", min(value) AS least, max(value) AS most, min(level) FILTER (WHERE place = 1) AS level,
        json_agg(json_build_object('id', id, 'value', value, 'at', "assessedAt", 'note', note) ORDER BY place) FILTER (WHERE place <= ${HISTORY}::int) AS history
      FROM standing GROUP BY "skillId"),
    ${comparedGroups(ctx, studentId)}
    SELECT s.id, s.name, (
      SELECT coalesce(json_agg(json_build_object('skill', ${skillJson}, 'history', o.history, 'level', o.level,
        'best', CASE WHEN sk.better = 'lower' THEN o.least ELSE o.most END,
        'target', CASE WHEN t.id IS NOT NULL THEN json_build_object('value', t.value, 'dueOn', t."dueOn") END) ORDER BY ${skillOrder}), '[]')
      FROM skills sk
        LEFT JOIN of_skill o ON o."skillId" = sk.id
        LEFT JOIN targets t ON t."tenantId" = ${tenant}::uuid AND t."studentId" = ${studentId}::uuid AND t."skillId" = sk.id
      WHERE sk."tenantId" = ${tenant}::uuid AND sk."archivedAt" IS NULL AND (o."skillId" IS NOT NULL OR t.id IS NOT NULL)) AS skills,
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'low', c.marks[1], 'median', c.marks[2], 'high', c.marks[3], 'students', c.students)
        ORDER BY c.name, c.id), '[]') FROM compared c) AS groups,
      (SELECT to_json(max(c."refreshedAt"))#>>'{}' FROM compared c) AS "refreshedAt"
    FROM students s WHERE s."tenantId" = ${tenant}::uuid AND s.id = ${studentId}::uuid AND ${progressInSight(ctx)}`
}

const mean = (values: readonly number[]) => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

function showTarget(scale: Scale, target: { value: number, dueOn: string }, value: number | null) {
  return { ...target, reached: value !== null && reaches(scale, value, target.value) }
}

function showLine({ skill: row, history, level, best, target }: SkillLine): StudentProgress['data'] {
  const [latest] = history ?? []
  if (!history || !latest || level === null || best === null) return []
  const { archived: _, ...skill } = showSkill({ ...row, archived: false })
  return [{
    skill, level, best, history, value: latest.value, band: bandOf(row, latest.value), assessedAt: latest.at,
    ...(target ? { target: showTarget(row, target, latest.value) } : {}),
  }]
}

function categoriesOf(data: StudentProgress['data']): StudentProgress['categories'] {
  const names = [...new Set(data.map(({ skill }) => skill.category))]
  return names.map((category) => {
    const levels = data.filter(({ skill }) => skill.category === category).map(({ level }) => level)
    return { category, level: mean(levels) ?? 0, skills: levels.length }
  })
}

/**
 * The progress of one student: the latest of each skill with its history and target, and where the groups stand.
 * @throws DomainError `not_found` when the student's progress is not in sight
 */
export async function studentProgress(ctx: TenantContext<Viewer>, studentId: string): Promise<StudentProgress> {
  const [row] = await db.query<Row>(ctx, studentProgressSql(ctx, studentId))
  if (!row) throw notInSight()
  const data = row.skills.flatMap(showLine)
  return {
    student: { id: row.id, name: row.name },
    data,
    planned: row.skills.flatMap(({ skill: found, history, target }) => {
      if (history || !target) return []
      const { archived: _, ...skill } = showSkill({ ...found, archived: false })
      return [{ skill, target: showTarget(found, target, null) }]
    }),
    summary: { averageLevel: mean(data.map(({ level }) => level)), totalSkills: data.length },
    categories: categoriesOf(data),
    comparison: { groups: row.groups, refreshedAt: row.refreshedAt },
  }
}
