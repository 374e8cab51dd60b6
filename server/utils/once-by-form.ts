import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { claimKey, keepAnswer, releaseKey } from '../domain/audit/idempotency'
import type { TenantContext, Viewer } from '../domain/context'
import { DomainError } from '../domain/errors'

const PATIENCE_MS = 5_000
const AGAIN_MS = 100

/**
 * Runs what a form asks for once, however often the same form is sent: by a double tap, or by going back and on.
 * @param said everything that makes it this form and no other: the page, what stood on it, what was entered
 * @param work says where to go on to
 */
export async function onceByForm(ctx: TenantContext<Viewer>, said: unknown, work: () => Promise<string>): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  const key = `form:${hash}`
  const earlier = await claimed(ctx, key, hash)
  if (earlier?.location) return earlier.location
  try {
    const location = await work()
    await keepAnswer(ctx, key, { status: 303, location, body: null, upload: null })
    return location
  }
  catch (error) {
    await releaseKey(ctx, key)
    throw error
  }
}

/** Whoever taps twice is shown what the first tap did. */
async function claimed(ctx: TenantContext<Viewer>, key: string, hash: string) {
  for (const until = Date.now() + PATIENCE_MS; ; await wait(AGAIN_MS)) {
    try {
      return await claimKey(ctx, key, hash)
    }
    catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'idempotency_in_progress' || Date.now() > until) throw error
    }
  }
}
