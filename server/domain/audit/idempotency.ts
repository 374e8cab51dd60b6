import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

export interface KeptAnswer {
  status: number
  location: string | null
  body: unknown
  /** The hash of the file that came with the request, where one did: it is known only once it was read. */
  upload: string | null
}

interface KeyRow extends Omit<KeptAnswer, 'status'> { requestHash: string, status: number | null }

export const keyReused = () =>
  new DomainError('idempotency_key_reused', { status: 422, detail: 'This Idempotency-Key was used for another request; make a new one.' })

/**
 * Takes a key for a request that is about to run.
 * @returns the answer of the first request with this key, or null when this is the first. A key whose request died
 * under way is free again after a minute, and any key after a day.
 * @throws DomainError `idempotency_key_reused` when it was used with another request, `idempotency_in_progress`
 */
export async function claimKey(ctx: TenantContext<Viewer>, key: string, requestHash: string): Promise<KeptAnswer | null> {
  const tenant = ctx.tenant.id, user = ctx.viewer.userId
  return db.change(ctx, async (tx) => {
    const claimed = await tx.$queryRaw<unknown[]>(sql`
      INSERT INTO idempotency_keys ("tenantId", "userId", key, "requestHash") VALUES (${tenant}::uuid, ${user}::uuid, ${key}, ${requestHash})
      ON CONFLICT ("tenantId", "userId", key) DO UPDATE SET "requestHash" = excluded."requestHash", status = NULL, body = NULL, "createdAt" = now()
        WHERE idempotency_keys."createdAt" < now() - interval '1 day'
          OR (idempotency_keys.status IS NULL AND idempotency_keys."createdAt" < now() - interval '1 minute')
      RETURNING id`)
    if (claimed.length > 0) return null
    const [row] = await tx.$queryRaw<KeyRow[]>(sql`
      SELECT "requestHash", status, headers->>'location' AS location, headers->>'upload' AS upload, body FROM idempotency_keys
      WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${user}::uuid AND key = ${key}`)
    if (row && row.requestHash !== requestHash) throw keyReused()
    if (!row?.status)
      throw new DomainError('idempotency_in_progress', { status: 409, detail: 'The first request with this key is still under way; ask again shortly.', data: { retryAfter: 1 } })
    return { status: row.status, location: row.location, body: row.body, upload: row.upload }
  })
}

/** Keeps the first answer under its key. */
export async function keepAnswer(ctx: TenantContext<Viewer>, key: string, { status, location, body, upload }: KeptAnswer): Promise<void> {
  await db.change(ctx, tx => tx.$executeRaw(sql`
    UPDATE idempotency_keys SET status = ${status}, headers = ${JSON.stringify({ location, upload })}::jsonb, body = ${JSON.stringify(body)}::json
    WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${ctx.viewer.userId}::uuid AND key = ${key}`))
}

/** Frees a key whose request failed, so that the client may try again with it. */
export async function releaseKey(ctx: TenantContext<Viewer>, key: string): Promise<void> {
  await db.change(ctx, tx => tx.$executeRaw(sql`
    DELETE FROM idempotency_keys
    WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${ctx.viewer.userId}::uuid AND key = ${key} AND status IS NULL`))
}
