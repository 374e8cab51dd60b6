import { createHash } from 'node:crypto'
import type { H3Event } from 'h3'
import type { TenantContext, Viewer } from '../domain/context'
import { claimKey, keepAnswer, keyReused, releaseKey } from '../domain/audit/idempotency'
import { DomainError } from '../domain/errors'
import { seal, unseal } from '../infra/auth/seal'

const WELL_FORMED = /^[\x21-\x7E]{1,255}$/

/**
 * Runs a write once for each `Idempotency-Key` of a viewer: the first answer is kept for a day and repeated. A file is
 * part of its request.
 * @param secret the answer has in it what nobody is to read who reads the database; it is kept sealed
 * @throws DomainError `bad_idempotency_key` 400, `idempotency_key_reused` 422, `idempotency_in_progress` 409
 */
export async function onceByKey(event: H3Event, ctx: TenantContext<Viewer>, input: unknown, secret: boolean, work: () => Promise<unknown>): Promise<unknown> {
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
    return secret ? JSON.parse(unseal(ctx.tenant.id, String(earlier.body))) : earlier.body
  }
  try {
    const body = await work()
    const location = getResponseHeader(event, 'location')
    await keepAnswer(ctx, key, {
      status: getResponseStatus(event), location: typeof location === 'string' ? location : null, upload: event.context.uploadHash?.() ?? null,
      body: secret ? seal(ctx.tenant.id, JSON.stringify(body ?? null)) : body ?? null,
    })
    return body
  }
  catch (error) {
    await releaseKey(ctx, key)
    throw error
  }
}
