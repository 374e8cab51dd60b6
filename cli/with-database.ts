import { config, reconfigure } from '../server/infra/config'
import { locateTenant } from '../server/domain/schools/locate-tenant'
import { bindDirectory } from '../server/infra/db/home'
import { closeDatabases } from '../server/infra/db/shards'
import { migrateAll } from '../server/infra/db/migrate-all'
import { holderOf } from './launcher/data-lock'
import { embeddedServer } from './launcher/embedded-server'

/**
 * Runs work of the command line on the configured database, else on the embedded server of `DATA_DIR`, which is
 * started if it is not running and stopped afterwards, unless the product has begun to serve from it meanwhile.
 */
export async function withDatabase<T>(work: (migrated: Record<string, string[]>) => Promise<T>): Promise<T> {
  const { databaseUrl, shards, dataDir } = config()
  const server = databaseUrl || Object.keys(shards).length > 0 ? null : await embeddedServer(dataDir)
  bindDirectory(locateTenant)
  if (server) reconfigure({ DATABASE_URL: server.url })
  try {
    return await work(await migrateAll())
  }
  finally {
    await closeDatabases()
    if (server?.started && !holderOf(dataDir)) await server.stop()
  }
}
