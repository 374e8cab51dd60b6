import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { tag } from '../tags'
import { cached } from '../../infra/cache/cached'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { childrenInSight, groupsOfTeacher } from './sight'

interface Own { groups: string[], children: string[] }

const SECONDS = 60
/** Of many own groups the coarse tags are cheaper than a long list. */
const MOST = 60
/** For whoever sees a whole branch: every mark, every notice, every award. */
const COARSE = [tag.marks, tag.notices, tag.awards]

/**
 * The tags of the marks that a viewer sees in lists: those of own groups and children, so that another class's register
 * leaves their pages alone; for whoever sees a whole branch, all marks. A group that somebody stands in for once is one of
 * theirs: the list of the day tells who missed its lessons before.
 */
export async function sightTags(ctx: TenantContext<Viewer>): Promise<string[]> {
  const { viewer, tenant } = ctx
  if (viewer.roles.some(role => role === 'admin' || role === 'manager')) return COARSE
  const about = [viewer.userId, tenant.shard, localToday(tenant)]
  const own = await cached({ tenantId: tenant.id, name: 'sight', about, tags: [tag.all, tag.people, tag.lessons], seconds: SECONDS }, () => readOwn(ctx))
  const tags = [...own.groups.map(tag.group), ...own.children.map(tag.student)]
  if (viewer.studentId) tags.push(tag.student(viewer.studentId))
  return tags.length > MOST ? COARSE : tags
}

async function readOwn(ctx: TenantContext<Viewer>): Promise<Own> {
  const [row] = await db.query<Own>(ctx, sql`
    SELECT ARRAY(${childrenInSight(ctx)}) AS children,
      ARRAY(${groupsOfTeacher(ctx)} UNION SELECT l."groupId" FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l."substituteId" = ${ctx.viewer.userId}::uuid
        AND l.date BETWEEN ${localToday(ctx.tenant)}::date - 15 AND ${localToday(ctx.tenant)}::date + 60) AS groups`)
  return row ?? { groups: [], children: [] }
}
