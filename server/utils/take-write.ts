import type { H3Event } from 'h3'
import type { TenantContext } from '../domain/context'
import { DomainError } from '../domain/errors'
import { writes } from '../infra/limits/limits'

/** @throws DomainError `too_many` when this viewer, or this address, writes faster than anybody works */
export async function takeWrite(event: H3Event, ctx: TenantContext): Promise<void> {
  const wait = await writes.take(`${ctx.tenant.id} ${ctx.viewer?.userId ?? clientNetwork(event)}`)
  if (wait !== null) throw new DomainError('too_many', { detail: `Wait ${wait} seconds, then try again.`, data: { retryAfter: wait } })
}
