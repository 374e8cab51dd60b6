import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { toPortrait } from '../../infra/images/portrait'
import { lockStudent } from './lock-people'
import { studentsInSight } from './sight'

/** Bytes of a photo as a phone takes it. */
const MOST = 12 * 1024 * 1024

/** @throws DomainError `too_large` 413 */
async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    if ((size += piece.length) > MOST) throw new DomainError('too_large', { status: 413, detail: 'A photo has at most 12 MB.' })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function told(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string, action: 'photo.changed' | 'photo.removed') {
  await recordAudit(tx, ctx, { action, subject: 'student', subjectId: studentId })
  await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
}

/**
 * Puts a photo in the place of the one before. Families who said no to photos are not asked twice.
 * @param content a JPEG, PNG or WebP of at most 12 MB
 * @throws DomainError `not_found`, `forbidden`, `too_large` 413, `no_photo` 422, `no_consent` 409
 */
export async function keepPhoto(ctx: TenantContext<Viewer>, studentId: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await assertKept(ctx, studentId)
  const portrait = await toPortrait(await wholeOf(content))
  if (!portrait) throw new DomainError('no_photo', { status: 422, detail: 'Send a photo as JPEG, PNG or WebP.' })
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    if (await isRefused(tx, ctx, studentId)) throw new DomainError('no_consent', { status: 409, detail: 'The family does not agree to photos.' })
    await tx.$executeRaw(sql`
      INSERT INTO student_photos ("tenantId", "studentId", image, "updatedBy")
      VALUES (${ctx.tenant.id}::uuid, ${studentId}::uuid, decode(${portrait.toString('base64')}, 'base64'), ${ctx.viewer.userId}::uuid)
      ON CONFLICT ("tenantId", "studentId") DO UPDATE SET image = excluded.image, "updatedBy" = excluded."updatedBy", "updatedAt" = now()`)
    await told(tx, ctx, studentId, 'photo.changed')
  })
}

/** Asked before a photo is read and drawn, which is work. @throws DomainError `not_found`, `forbidden` */
const assertKept = (ctx: TenantContext<Viewer>, studentId: string) => db.change(ctx, tx => lockStudent(tx, ctx, studentId))

/** Whether the last word of the family on photos inside the school was no. */
async function isRefused(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<boolean> {
  const [last] = await tx.$queryRaw<{ given: boolean }[]>(sql`
    SELECT c.given FROM consents c JOIN consent_texts t ON t."tenantId" = c."tenantId" AND t.id = c."textId"
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."studentId" = ${studentId}::uuid AND t.kind = 'photos_inside' ORDER BY c."decidedAt" DESC, c.id DESC LIMIT 1`)
  return last?.given === false
}

/** Takes the photo away; where there is none it does nothing. @throws DomainError `not_found`, `forbidden` */
export async function removePhoto(ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    await dropPhoto(tx, ctx, studentId)
  })
}

/**
 * After a merge: what the kept record took over of words said to photos holds for its photo, and the duplicate, of which
 * nothing is seen any more, has none.
 */
export async function settlePhotos(tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<void> {
  await dropPhoto(tx, ctx, duplicateId)
  if (await isRefused(tx, ctx, keptId)) await dropPhoto(tx, ctx, keptId)
}

/** Takes away the photo of a student who is locked. */
export async function dropPhoto(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  const gone = await tx.$executeRaw(sql`DELETE FROM student_photos WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid`)
  if (gone > 0) await told(tx, ctx, studentId, 'photo.removed')
}

/** A student's photo in WebP, for whoever sees the student. @throws DomainError `not_found`, also where there is none */
export async function readPhoto(ctx: TenantContext<Viewer>, studentId: string): Promise<Buffer> {
  const [row] = await db.query<{ image: string }>(ctx, sql`
    SELECT encode(p.image, 'base64') AS image FROM student_photos p JOIN students s ON s."tenantId" = p."tenantId" AND s.id = p."studentId"
    WHERE p."tenantId" = ${ctx.tenant.id}::uuid AND p."studentId" = ${studentId}::uuid AND ${studentsInSight(ctx)}`)
  if (!row) throw notInSight()
  return Buffer.from(row.image, 'base64')
}
