import type { GuestCandidates } from '#shared/schemas/lessons'
import { collationOf } from '#shared/utils/collation'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { guestPool } from './guest-pool'
import { rosterOfLesson } from './roster-of-lesson'

const MOST_SHOWN = 10
/** Looked through for children of the branch; a name that fits more of them has to be said more exactly. */
const MOST_FOUND = 300

/** Children with these words in their name who may become guests of the lesson and are not on its roster. @throws DomainError `not_found` */
export async function findGuests(ctx: TenantContext<Viewer>, lessonId: string, search: string): Promise<GuestCandidates> {
  const [lesson] = await db.query<{ branchId: string, date: string }>(ctx, sql`
    SELECT l."branchId", l.date FROM lessons l
    WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = ${lessonId}::uuid AND ${registersInSight(ctx)}`)
  if (!lesson) throw notInSight()
  const terms = search.split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const data = await db.query<GuestCandidates['data'][number]>(ctx, sql`
    SELECT s.id, s.name, s.trial, coalesce((
        SELECT json_agg(DISTINCT jsonb_build_object('id', g.id, 'name', g.name)) FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
        WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND g.kind = 'class'
          AND e."from" <= ${lesson.date}::date AND (e."to" IS NULL OR e."to" >= ${lesson.date}::date)), '[]') AS groups
    FROM search_students(${terms}::text[], ${MOST_FOUND}::int) AS found
    JOIN students s ON s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = found
    WHERE ${guestPool(ctx, lesson)} AND NOT EXISTS (
      SELECT 1 FROM lessons l CROSS JOIN LATERAL (${rosterOfLesson}) r WHERE l."tenantId" = s."tenantId" AND l.id = ${lessonId}::uuid AND r."studentId" = s.id)
    ORDER BY coalesce(nullif(s."familyName", ''), s.name) ${collate}, s."givenName" ${collate}, s.id LIMIT ${MOST_SHOWN}::int`)
  return { data }
}
