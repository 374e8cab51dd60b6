import { client } from '../client'
import { rows } from './rows'
import type { Tenant } from '../../../server/domain/context'

/**
 * Has the server take in what a test wrote behind its back: a word over PostgreSQL, as the command line gives it, and then
 * questions until the answer is worked out anew.
 */
export async function heard(tenant: Tenant): Promise<void> {
  const anybody = client({ host: `${tenant.slug}.localhost` })
  const from = async () => String((await anybody.get('/api/public/tenant')).headers['server-timing'])
  while (!(await from()).includes('memory'));
  await rows(`select pg_notify('goalschool_tags', $1)`, [JSON.stringify({ from: 'a test', tenantId: tenant.id, tags: ['all'] })])
  while (!(await from()).includes('computed'));
}
