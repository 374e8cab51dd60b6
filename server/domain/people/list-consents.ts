import type { StudentConsents } from '#shared/schemas/consents'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { ofAge } from './of-age'
import { studentsToKeep } from './reach'
import { asGuardian, studentsInSight } from './sight'

/** Over the alias `s`: the viewer answers for the student, who is of age or has a guardian in the viewer. */
export const decidesFor = (ctx: TenantContext<Viewer>): Sql =>
  sql`CASE WHEN ${ofAge(ctx)} THEN s."userId" IS NOT DISTINCT FROM ${ctx.viewer.userId}::uuid ELSE ${studentsInSight(asGuardian(ctx))} END`

interface Row { decides: boolean, data: StudentConsents['data'] }

/** What is asked for a student, and what was decided, for family and staff. @throws DomainError `not_found` */
export async function listConsents(ctx: TenantContext<Viewer>, studentId: string): Promise<StudentConsents> {
  const [row] = await db.query<Row>(ctx, sql`
    SELECT ${decidesFor(ctx)} AS decides, (
      SELECT COALESCE(json_agg(json_build_object('kind', k.kind, 'text', json_build_object('id', k.id, 'version', k.version, 'text', k.text), 'decisions', (
        SELECT COALESCE(json_agg(json_build_object('given', c.given, 'at', c."decidedAt", 'version', t.version,
            'by', CASE WHEN c."decidedBy" = ${ctx.viewer.userId}::uuid OR ${studentsToKeep(ctx)} THEN u.name END) ORDER BY c."decidedAt" DESC, c.id DESC), '[]')
        FROM consents c JOIN consent_texts t ON t."tenantId" = c."tenantId" AND t.id = c."textId" AND t.kind = k.kind
        LEFT JOIN users u ON u."tenantId" = c."tenantId" AND u.id = c."decidedBy"
        WHERE c."tenantId" = s."tenantId" AND c."studentId" = s.id)) ORDER BY k.kind), '[]')
      FROM (SELECT DISTINCT ON (t.kind) t.* FROM consent_texts t WHERE t."tenantId" = s."tenantId" ORDER BY t.kind, t.version DESC) k) AS data
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(ctx)}`)
  if (!row) throw notInSight()
  const at = (instant: string) => new Date(instant).toISOString()
  return { decides: row.decides, data: row.data.map(one => ({ ...one, decisions: one.decisions.map(decision => ({ ...decision, at: at(decision.at) })) })) }
}
