import type { GuardianshipChange } from '#shared/schemas/class-list'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { ofAge } from './of-age'
import { studentsToKeep } from './reach'
import { asStaff, studentsInSight } from './sight'

interface Found { studentId: string, userId: string, from: string, keeps: boolean, ended: boolean, decidesByWord: boolean }

/**
 * What a guardian may see, gets and does; `to` ends it after that day, or begins it again with null. It acts at once.
 * @throws DomainError `not_found`, `forbidden`, `invalid`, `not_by_word` 409
 */
export async function changeGuardianship(ctx: TenantContext<Viewer>, guardianshipId: string, change: GuardianshipChange): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Found[]>(sql`
      SELECT gu."studentId", gu."userId", gu."from"::text AS "from", ${studentsToKeep(ctx)} AS keeps, u."endedAt" IS NOT NULL AS ended,
        ${ofAge(ctx)} AND s."userId" IS NULL AS "decidesByWord"
      FROM guardianships gu
      JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
      JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
      WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu.id = ${guardianshipId}::uuid AND ${studentsInSight(asStaff(ctx))} FOR UPDATE OF gu`)
    if (!found || found.ended) throw notInSight()
    if (!found.keeps) throw forbidden('The student is in another branch now.')
    const { relation = null, priority = null, maySeeRecords = null, getsNotices = null, mayCollect = null, to, granted } = change
    if (granted !== undefined && !found.decidesByWord)
      throw new DomainError('not_by_word', { status: 409, detail: 'Only the word of a student of age without a sign-in is written down here; others decide themselves.' })
    if (to && to < '1900-01-02') throw invalid([{ path: 'to', code: 'too_early', message: 'Choose a later day.' }])
    // Begun again it is the school's word, which no import takes back; ended by hand it has no `endedAt`, so no import begins it again.
    await tx.$executeRaw(sql`
      UPDATE guardianships SET relation = COALESCE(${relation}, relation), priority = COALESCE(${priority}::smallint, priority),
        "maySeeRecords" = COALESCE(${maySeeRecords}::boolean, "maySeeRecords"), "getsNotices" = COALESCE(${getsNotices}::boolean, "getsNotices"),
        "mayCollect" = COALESCE(${mayCollect}::boolean, "mayCollect"),
        "grantedAt" = CASE WHEN ${granted === undefined} THEN "grantedAt" WHEN ${granted ?? false} THEN now() END,
        "to" = CASE WHEN ${to !== undefined} THEN ${to ?? null}::date ELSE "to" END,
        "endedAt" = CASE WHEN ${to !== undefined} THEN NULL ELSE "endedAt" END, imported = imported AND ${to !== null}
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${guardianshipId}::uuid`)
    await recordAudit(tx, ctx, { action: 'guardianship.changed', subject: 'student', subjectId: found.studentId, details: { userId: found.userId, ...change } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: found.userId } })
    return { id: guardianshipId }
  })
}
