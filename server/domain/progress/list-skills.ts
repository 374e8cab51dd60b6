import type { z } from 'zod'
import { toPage } from '#shared/schemas/paging'
import type { skillsQuery } from '#shared/schemas/skills'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { showSkill, skillColumns, skillOrder, type SkillRow } from './skill-rows'

/** The school's skills by category and name; those that were put away on request, instead of the others. */
export async function listSkills(ctx: TenantContext<Viewer>, { page, limit, archived }: z.output<typeof skillsQuery>) {
  const rows = await db.query<SkillRow & { total: number }>(ctx, sql`
    SELECT ${skillColumns}, count(*) OVER () AS total FROM skills sk
    WHERE sk."tenantId" = ${ctx.tenant.id}::uuid AND (sk."archivedAt" IS NOT NULL) = ${archived === 'true'}::boolean
    ORDER BY ${skillOrder} LIMIT ${limit}::int OFFSET ${(page - 1) * limit}::int`)
  return toPage(rows.map(({ total, ...row }) => showSkill(row)), { page, limit }, rows[0]?.total ?? 0)
}
