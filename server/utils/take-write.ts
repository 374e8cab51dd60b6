import type { H3Event } from 'h3'
import type { TenantContext } from '../domain/context'
import { writes } from '../infra/limits/limits'

/** @throws DomainError `too_many` when this viewer, or this address, writes faster than anybody works */
export async function takeWrite(event: H3Event, ctx: TenantContext): Promise<void> {
  await takeLimit(writes, `${ctx.tenant.id} ${ctx.viewer?.userId ?? clientNetwork(event)}`)
}
