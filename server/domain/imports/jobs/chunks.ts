import { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import type { TenantContext } from '../../context'

/** Bytes of one row of `import_chunks`, the last one excepted. */
export const CHUNK_BYTES = 512 * 1024

async function chunk(ctx: TenantContext, importId: string, number: number): Promise<Buffer> {
  const [row] = await db.query<{ data: Buffer }>(ctx, sql`
    select "data" from "import_chunks"
    where "tenantId" = ${ctx.tenant.id}::uuid and "importId" = ${importId}::uuid and "number" = ${number}`)
  if (!row) throw new Error(`import ${importId} has no chunk ${number}`)
  return row.data
}

/** Bytes `start` to before `end` of an upload, read as they are wanted. */
export async function* readChunks(ctx: TenantContext, importId: string, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const number = Math.floor(at / CHUNK_BYTES)
    const from = at - number * CHUNK_BYTES
    const piece = (await chunk(ctx, importId, number)).subarray(from, from + end - at)
    at += piece.length
    yield piece
  }
}

/** An upload as yauzl wants it: to be read at any place. */
export class ChunkReader extends yauzl.RandomAccessReader {
  constructor(private readonly ctx: TenantContext, private readonly importId: string) {
    super()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readChunks(this.ctx, this.importId, start, end))
  }
}
