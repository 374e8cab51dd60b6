import { createHash } from 'node:crypto'
import type { H3Event } from 'h3'
import type { TenantContext, Viewer } from '../domain/context'
import { claimKey, keepAnswer, keyReused, releaseKey } from '../domain/audit/idempotency'
import { DomainError } from '../domain/errors'

const WELL_FORMED = /^[\x21-\x7E]{1,255}$/

/**
 * Runs a write once for each `Idempotency-Key` of a viewer: the first answer is kept for a day and repeated. A file is
 * part of its request.
 * @throws DomainError `bad_idempotency_key` 400, `idempotency_key_reused` 422, `idempotency_in_progress` 409
 */
export async function onceByKey(event: H3Event, ctx: TenantContext<Viewer>, input: unknown, work: () => Promise<unknown>): Promise<unknown> {
  const key = requestHeader(event, 'idempotency-key')
  if (key === undefined) return work()
  if (!WELL_FORMED.test(key)) throw new DomainError('bad_idempotency_key', { status: 400, detail: 'Idempotency-Key takes 1 to 255 visible ASCII characters.' })
  const path = event.path.split('?')[0]
  const requestHash = createHash('sha256').update(JSON.stringify([event.method, path, input])).digest('hex')

  const earlier = await claimKey(ctx, key, requestHash)
  if (earlier) {
    if (earlier.upload !== null && await hashOfUpload(event) !== earlier.upload) throw keyReused()
    setResponseStatus(event, earlier.status)
    setResponseHeader(event, 'idempotency-replayed', 'true')
    if (earlier.location) setResponseHeader(event, 'location', earlier.location)
    return earlier.body
  }
  try {
    const body = await work()
    const location = getResponseHeader(event, 'location')
    await keepAnswer(ctx, key, { status: getResponseStatus(event), location: typeof location === 'string' ? location : null, body: body ?? null, upload: event.context.uploadHash?.() ?? null })
    return body
  }
  catch (error) {
    await releaseKey(ctx, key)
    throw error
  }
}
