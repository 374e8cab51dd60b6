import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { tag } from '../tags'
import { cached } from '../../infra/cache/cached'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { childrenInSight, groupsOfTeacher } from './sight'

interface Own { groups: string[], lessons: string[], children: string[] }

const SECONDS = 60
/** Of many own groups the coarse tag is cheaper than a long list. */
const MOST = 60

/**
 * The tags of the marks that a viewer sees in lists: those of own groups, lessons and children, so that another
 * class's register leaves their pages alone; for whoever sees a whole branch, all marks.
 */
export async function sightTags(ctx: TenantContext<Viewer>): Promise<string[]> {
  const { viewer, tenant } = ctx
  if (viewer.roles.some(role => role === 'admin' || role === 'manager')) return [tag.marks, tag.notices]
  const about = [viewer.userId, tenant.shard, localToday(tenant)]
  const own = await cached({ tenantId: tenant.id, name: 'sight', about, tags: [tag.all, tag.people, tag.lessons], seconds: SECONDS }, () => readOwn(ctx))
  const tags = [...own.groups.map(tag.group), ...own.lessons.map(tag.lesson), ...own.children.map(tag.student)]
  if (viewer.studentId) tags.push(tag.student(viewer.studentId))
  return tags.length > MOST ? [tag.marks, tag.notices] : tags
}

async function readOwn(ctx: TenantContext<Viewer>): Promise<Own> {
  const [row] = await db.query<Own>(ctx, sql`
    SELECT ARRAY(${groupsOfTeacher(ctx)}) AS groups, ARRAY(${childrenInSight(ctx)}) AS children,
      ARRAY(SELECT l.id FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l."substituteId" = ${ctx.viewer.userId}::uuid
        AND l.date BETWEEN ${localToday(ctx.tenant)}::date - 15 AND ${localToday(ctx.tenant)}::date + 60) AS lessons`)
  return row ?? { groups: [], lessons: [], children: [] }
}
