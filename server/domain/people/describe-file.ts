import type { StudentFile } from '#shared/schemas/class-list'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { everBegan } from './end-places'
import { ofAge } from './of-age'
import { studentsToKeep } from './reach'
import { asStaff, hasPhoto, studentsInSight } from './sight'

/** What the office keeps of a student, for whoever may change it. @throws DomainError `not_found`, `forbidden` */
export async function describeFile(ctx: TenantContext<Viewer>, studentId: string): Promise<StudentFile> {
  const today = localToday(ctx.tenant)
  const [row] = await db.query<StudentFile & { keeps: boolean }>(ctx, sql`
    SELECT s.id, s.name, s."givenName", s."familyName", s."birthDate", s."endedAt" IS NOT NULL AS ended, ${ofAge(ctx)} AS "ofAge", s."userId" IS NOT NULL AS "signsIn",
      ${hasPhoto} AS photo, ${studentsToKeep(ctx)} AS keeps,
      (SELECT COALESCE(json_agg(json_build_object('id', x.id, 'group', json_build_object('id', g.id, 'name', g.name), 'from', x."from", 'to', x."to")
          ORDER BY x."to" DESC NULLS FIRST, x."from" DESC, x.id), '[]')
        FROM enrolments x JOIN groups g ON g."tenantId" = x."tenantId" AND g.id = x."groupId"
        WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id AND ${everBegan}) AS enrolments,
      (SELECT COALESCE(json_agg(json_build_object('id', gu.id, 'user', json_build_object('id', u.id, 'name', u.name), 'relation', gu.relation, 'priority', gu.priority,
          'maySeeRecords', gu."maySeeRecords", 'getsNotices', gu."getsNotices", 'mayCollect', gu."mayCollect", 'to', gu."to",
          'granted', gu."grantedAt" IS NOT NULL, 'holds', gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date), 'signsIn', u.email IS NOT NULL)
          ORDER BY gu."to" NULLS FIRST, gu.priority, u.name, gu.id), '[]')
        FROM guardianships gu JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
        WHERE gu."tenantId" = s."tenantId" AND gu."studentId" = s.id AND u."endedAt" IS NULL) AS guardians
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(asStaff(ctx))}`)
  if (!row) throw notInSight()
  const { keeps, ...file } = row
  if (!keeps) throw forbidden('The student is in another branch now.')
  return file
}
