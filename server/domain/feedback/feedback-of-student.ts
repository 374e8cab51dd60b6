import type { FeedbackList } from '#shared/schemas/feedback'
import type { Paged } from '#shared/schemas/paging'
import type { TenantContext, Viewer } from '../context'
import { empty, type Sql, sql } from '../../infra/db/sql'

export interface FeedbackRow { total: number, data: FeedbackList['data'] }

interface Asked {
  /** Over `s`: whose feedback. */
  whose: Sql
  /** Over `f`: which of it. */
  which: Sql
  paged: Paged
  /** Over `s`: whether what stood there before is told; left out: not at all. */
  withEarlier?: Sql
}

const earlier = (told: Sql) => sql`, (SELECT COALESCE(json_agg(json_build_object('text', c.before, 'until', c."changedAt") ORDER BY c."changedAt", c.id), '[]')
  FROM feedback_changes c WHERE c."tenantId" = f."tenantId" AND c."feedbackId" = f.id AND ${told}) AS earlier`

/** A statement for a page of one student's feedback, the newest first; no row when the student is not among `whose`. */
export function feedbackOfStudent(ctx: TenantContext<Viewer>, studentId: string, { whose, which, paged, withEarlier }: Asked): Sql {
  const standing = sql`f."tenantId" = s."tenantId" AND f."studentId" = s.id AND f."withdrawnAt" IS NULL AND ${which}`
  return sql`
    SELECT (SELECT count(*) FROM feedback f WHERE ${standing}) AS total,
      (SELECT COALESCE(json_agg(page), '[]') FROM (
        SELECT f.id, f.visibility, f.text, json_build_object('id', u.id, 'name', u.name) AS author,
          f."writtenBy" = ${ctx.viewer.userId}::uuid AS own, f."writtenAt", f."correctedAt" ${withEarlier ? earlier(withEarlier) : empty}
        FROM feedback f JOIN users u ON u."tenantId" = f."tenantId" AND u.id = f."writtenBy"
        WHERE ${standing}
        ORDER BY f."writtenAt" DESC, f.id DESC LIMIT ${paged.limit} OFFSET ${(paged.page - 1) * paged.limit}) page) AS data
    FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${whose}`
}
