import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import type { TenantContext, Viewer } from '../../context'
import { DomainError } from '../../errors'
import { limits } from '../limits'
import { CHUNK_BYTES } from './chunks'
import { wakeImportWorker } from './worker'

/** How long an upload may be silent before it counts as given up. */
const PATIENCE = '2 minutes'

/**
 * Keeps an upload as it arrives, in pieces, and has it checked. A zip is a OneRoster bundle, anything else an attendance.csv.
 * @throws DomainError `empty_upload`; `too_large` 413, and then nothing of it is left
 */
export async function uploadImport(ctx: TenantContext<Viewer>, fileName: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  let id: string | undefined
  let number = 0
  let size = 0
  try {
    for await (const piece of inPieces(content)) {
      id ??= await begin(ctx, shownName(fileName), isZip(piece) ? 'oneroster' : 'attendance')
      size += piece.length
      if (size > limits.upload) throw new DomainError('too_large', { status: 413, detail: `At most ${limits.upload} bytes are taken here.` })
      await keep(ctx, id, number++, piece)
    }
    if (!id) throw new DomainError('empty_upload', { detail: 'There is nothing in the file.' })
    await finish(ctx, id, size)
  }
  catch (error) {
    if (id) await forget(ctx, id)
    throw error
  }
  wakeImportWorker()
  return id
}

async function begin(ctx: TenantContext<Viewer>, fileName: string, kind: 'oneroster' | 'attendance'): Promise<string> {
  const { id } = await db.write(ctx, tx => tx.import.create({
    data: { tenantId: ctx.tenant.id, kind, fileName, createdBy: ctx.viewer.userId },
    select: { id: true },
  }))
  return id
}

const keep = (ctx: TenantContext, id: string, number: number, data: Buffer) => db.change(ctx, tx => tx.$executeRaw(sql`
  with "held" as (
    update "imports" set "leaseUntil" = now() + ${PATIENCE}::interval where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid
  )
  insert into "import_chunks" ("tenantId", "importId", "number", "data") values (${ctx.tenant.id}::uuid, ${id}::uuid, ${number}, ${data})`))

/** From here on it may be claimed. */
const finish = (ctx: TenantContext, id: string, size: number) => db.change(ctx, tx => tx.$executeRaw(sql`
  update "imports" set "size" = ${size}, "leaseUntil" = null where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid`))

const forget = (ctx: TenantContext, id: string) => db.change(ctx, tx => tx.$executeRaw(sql`
  delete from "imports" where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid`))

/** The same bytes in pieces of `CHUNK_BYTES`, the last one shorter. */
async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    held.push(part)
    size += part.length
    if (size < CHUNK_BYTES) continue
    const whole = Buffer.concat(held)
    let at = 0
    for (; whole.length - at >= CHUNK_BYTES; at += CHUNK_BYTES) yield whole.subarray(at, at + CHUNK_BYTES)
    held = [whole.subarray(at)]
    size = whole.length - at
  }
  if (size > 0) yield Buffer.concat(held)
}

const isZip = (piece: Buffer) => piece.subarray(0, 2).toString('latin1') === 'PK'

/** What the sender called it, without folders and control characters; shown, never used as a path. */
// eslint-disable-next-line no-control-regex -- that is what they are
const shownName = (fileName: string) => (fileName.split(/[\\/]/).pop() ?? '').replace(/[\u0000-\u001F\u007F]/g, '').slice(0, 200) || 'upload'
