import { fileURLToPath } from 'node:url'
import { config, reconfigure } from '../../server/infra/config'
import { closeDatabases } from '../../server/infra/db/shards'
import { migrateAll } from '../../server/infra/db/migrate-all'
import { buildIfNeeded } from './build'
import { lockData } from './data-lock'
import { embeddedServer } from './embedded-server'
import { keptSecret } from './secret'
import { serve } from './serve'

export interface Launch {
  demo: boolean
  /** Builds first when the sources are newer. */
  build: boolean
  /** Runs on the migrated database before the product serves. */
  prepare?: () => Promise<void>
  /** Called with the product's address once it answers. */
  onReady: (url: string) => void
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Starts the product with what it stands on, and ends all of it at SIGINT or SIGTERM. @throws Error in one line */
export async function launch({ demo, build, prepare, onReady }: Launch): Promise<void> {
  process.chdir(ROOT)
  const { dataDir } = config()
  const unlock = lockData(dataDir)
  const stops: (() => Promise<void>)[] = []
  const stopAll = async () => {
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => console.error(error))
    unlock()
  }
  let asked: () => void = () => {}
  const stopAsked = new Promise<void>(done => asked = done)
  process.once('SIGINT', asked).once('SIGTERM', asked)

  try {
    if (build) await buildIfNeeded(ROOT)
    const variables: Record<string, string> = { NODE_ENV: 'production' }
    if (!config().databaseUrl && Object.keys(config().shards).length === 0) {
      const server = await embeddedServer(dataDir)
      // One that was left running is ours to stop as well, now that this process holds the data directory.
      stops.push(server.stop)
      variables.DATABASE_URL = server.url
    }
    if (demo) Object.assign(variables, { GOALSCHOOL_DEMO: '1', APP_SECRET: process.env.APP_SECRET ?? keptSecret(dataDir), DEFAULT_TENANT: process.env.DEFAULT_TENANT ?? 'arsenal' })
    reconfigure({ ...variables, DATA_DIR: dataDir })
    await migrateAll()
    await prepare?.()
    await closeDatabases()

    const serving = serve(ROOT)
    stops.push(serving.stop)
    const outcome = await Promise.race([serving.ready, serving.failed, stopAsked])
    if (outcome instanceof Error) throw outcome
    if (typeof outcome === 'string') {
      onReady(outcome)
      const end = await Promise.race([stopAsked, serving.failed])
      if (end instanceof Error) throw end
    }
  }
  finally {
    await stopAll()
  }
}
