import { config } from '../../../infra/config'
import { log } from '../../../infra/log'
import { systemContext } from '../../context'
import { findTenantById } from '../../schools/directory'
import { findWaitingImports } from './claim-import'

/** How often to look for imports that another process left behind. */
const EVERY_MS = 3_000

let look: (() => void) | undefined

/** Has the worker of this process, if it has one, look for work at once. */
export function wakeImportWorker(): void {
  look?.()
}

/** Works on the imports of all tenants, one at a time, and throws away those that nobody confirmed. @returns what stops it after the one under way */
export function startImportWorker(): () => void {
  let stopped = false
  let running = false
  let again = false
  const round = async () => {
    again = true
    if (running) return
    running = true
    while (again && !stopped) {
      again = false
      await workThrough(() => stopped).catch((error: unknown) => log.error({ error }, 'looking for imports failed'))
    }
    running = false
  }
  const timer = setInterval(round, EVERY_MS)
  look = () => void round()
  return () => {
    stopped = true
    look = undefined
    clearInterval(timer)
  }
}

async function workThrough(isStopped: () => boolean): Promise<void> {
  // Loaded late: uploading needs this module to wake the worker, and the work needs all the rest.
  const [{ workOnImport }, { expireImport, findExpiredImports }] = await Promise.all([import('./work-on-import'), import('./expire-import')])
  const workOn = async (shard: string) => {
    for (const { id, tenantId } of await findWaitingImports(shard)) {
      if (isStopped()) return
      const tenant = await findTenantById(tenantId)
      if (tenant) await workOnImport(systemContext(tenant, `import-${id}`), id)
    }
    for (const { id, tenantId } of await findExpiredImports(shard)) {
      const tenant = await findTenantById(tenantId)
      if (tenant) await expireImport(systemContext(tenant, `import-${id}`), id)
    }
  }
  // One that is away holds up no other.
  for (const shard of Object.keys(config().shards))
    await workOn(shard).catch((error: unknown) => log.error({ error, shard }, 'looking for imports failed'))
}
