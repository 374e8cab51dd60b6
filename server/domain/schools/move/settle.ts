import { config } from '../../../infra/config'
import { db } from '../../../infra/db/db'
import type { Mover } from '../../../infra/db/mover'
import { sql } from '../../../infra/db/sql'
import type { Tenant } from '../../context'
import { DomainError } from '../../errors'
import { findTenantById, forgetDirectory } from '../directory'
import { openHome, readHome } from './tenant-home'

/** A ring of signposts would be a fault of ours; it must not be one without end. */
const MOST_HOPS = 20

/**
 * Where the tenant really lives, by the homes on the shards; ends what a move left undone after its decisive moment.
 * @throws DomainError `no_home` 409
 */
export async function settle(tenant: Tenant, movers: (shard: string) => Promise<Mover>): Promise<string> {
  forgetDirectory()
  const listed = (await findTenantById(tenant.id))?.shard ?? tenant.shard
  const at = await follow(tenant, listed, movers)
  if (at === listed) return at
  await openHome(await movers(at), tenant, listed)
  const region = config().shards[at]?.region ?? tenant.region
  await db.control(sql`UPDATE control.tenants SET shard = ${at}, region = ${region} WHERE id = ${tenant.id}::uuid`)
  forgetDirectory()
  return at
}

async function follow(tenant: Tenant, listed: string, movers: (shard: string) => Promise<Mover>): Promise<string> {
  let at = listed
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const home = await readHome(await movers(at), tenant.id)
    if (home && home.state !== 'moved') return at
    if (!home?.movedTo) break
    at = home.movedTo
  }
  throw new DomainError('no_home', { status: 409, detail: `${tenant.slug} has no home on ${at}; see: goalschool shard check` })
}
