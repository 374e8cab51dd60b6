import type { TenantContext, Viewer } from '../context'
import { forbidden, invalid, notInSight } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'
import { adultsToKeep, groupsToKeep, studentsToKeep } from './reach'
import { asStaff, studentsInSight, usersInSight } from './sight'

export interface KeptStudent { id: string, givenName: string, familyName: string, endedAt: Date | null }
export interface KeptAdult { id: string, name: string, givenName: string, familyName: string, email: string | null, sourcedId: string | null }

/** Holds a student whose record the viewer may change; one that was erased, or merged into another, is none. @throws DomainError `not_found`, `forbidden` */
export async function lockStudent(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<KeptStudent> {
  const [row] = await tx.$queryRaw<(KeptStudent & { keeps: boolean })[]>(sql`
    SELECT s.id, s."givenName", s."familyName", s."endedAt", ${studentsToKeep(ctx)} AS keeps FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND s."erasedAt" IS NULL AND ${studentsInSight(asStaff(ctx))}
      AND NOT EXISTS (SELECT 1 FROM student_merges x WHERE x."tenantId" = s."tenantId" AND x."mergedId" = s.id)
    FOR UPDATE OF s`)
  if (!row) throw notInSight()
  if (!row.keeps) throw forbidden('The student is in another branch now.')
  return row
}

/**
 * Holds a person whom the viewer may change, and the viewer: of two who take each other's rights, one comes too late.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function lockAdult(tx: SqlTransaction, ctx: TenantContext<Viewer>, userId: string): Promise<KeptAdult> {
  const { viewer, tenant } = ctx
  await tx.$queryRaw(sql`SELECT id FROM users WHERE "tenantId" = ${tenant.id}::uuid AND id IN (${userId}::uuid, ${viewer.userId}::uuid) ORDER BY id FOR UPDATE`)
  const [row] = await tx.$queryRaw<(KeptAdult & { keeps: boolean, stands: boolean })[]>(sql`
    SELECT u.id, u.name, u."givenName", u."familyName", u.email, u."sourcedId", ${adultsToKeep(ctx)} AS keeps,
      (SELECT count(*) FROM users me JOIN user_roles r ON r."tenantId" = me."tenantId" AND r."userId" = me.id AND r.role::text = ANY(${[...viewer.roles]}::text[])
        WHERE me."tenantId" = u."tenantId" AND me.id = ${viewer.userId}::uuid AND me."endedAt" IS NULL) = ${viewer.roles.length}::int AS stands FROM users u
    WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid AND u."endedAt" IS NULL AND ${usersInSight(asStaff(ctx))} FOR UPDATE OF u`)
  if (!row) throw notInSight()
  if (!row.keeps) throw forbidden('This person belongs to other branches too; ask an admin.')
  if (!row.stands) throw forbidden('Your own rights have changed meanwhile.')
  return row
}

const unknown = (path: string, what: string) => invalid([{ path, code: 'not_found', message: `There is no such ${what} to choose.` }])

/** @throws DomainError `invalid` with the path of the first group that the viewer does not keep */
export async function requireGroups(tx: SqlTransaction, ctx: TenantContext<Viewer>, groupIds: string[], pathOf: (index: number) => string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT g.id FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ANY(${ids(groupIds)}) AND ${groupsToKeep(ctx)}`)
  const missing = groupIds.findIndex(id => !rows.some(row => row.id === id))
  if (missing >= 0) throw unknown(pathOf(missing), 'group')
}

/** Holds students named in a body. @throws DomainError `invalid` with the path of the first whom the viewer does not keep */
export async function requireStudents(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentIds: string[], pathOf: (index: number) => string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT s.id FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ANY(${ids(studentIds)}) AND s."endedAt" IS NULL
      AND ${studentsToKeep(ctx)} ORDER BY s.id FOR UPDATE OF s`)
  const missing = studentIds.findIndex(id => !rows.some(row => row.id === id))
  if (missing >= 0) throw unknown(pathOf(missing), 'student')
}

/** @throws DomainError `invalid` for a person whom the viewer does not see */
export async function requireUser(tx: SqlTransaction, ctx: TenantContext<Viewer>, userId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT u.id FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid AND u."endedAt" IS NULL
      AND ${usersInSight(asStaff(ctx))} FOR SHARE OF u`)
  if (rows.length === 0) throw unknown('userId', 'person')
}
