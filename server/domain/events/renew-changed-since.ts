import { config } from '../../infra/config'
import { generations } from '../../infra/cache/room'
import { tag } from '../tags'
import { listTenants } from '../schools/directory'
import { changedSince } from './relay'

/**
 * While Redis was away, writers could not tell anybody: whatever is kept of a tenant that changed since is given up.
 * Of a shard that cannot say, that is every tenant.
 * @throws when neither it nor the directory, or not Redis, be reached; nothing kept may be used until it was done
 */
export async function renewChangedSince(since: Date): Promise<void> {
  const tenants = await Promise.all(Object.keys(config().shards).map(shard => changedSince(shard, since).catch(() => tenantsOf(shard))))
  const renewed = await Promise.all(tenants.flat().map(tenantId => generations().renew(tenantId, [tag.all])))
  if (renewed.includes(false)) throw new Error('the generations could not be renewed')
}

const tenantsOf = async (shard: string) => (await listTenants()).filter(tenant => tenant.shard === shard).map(tenant => tenant.id)
