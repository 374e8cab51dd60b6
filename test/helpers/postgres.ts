import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedServer } from '../../cli/launcher/embedded-server'
import { withDatabase } from '../../server/infra/db/migration-adapter'
import { runSql } from './database'

export interface Cluster {
  /** Signs in as the owner of everything, past row-level security. */
  url: string
  stop: () => Promise<void>
}

// A run that dies loses nothing that anybody wants.
const WITHOUT_DURABILITY = ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'autovacuum = off']

/** The product's own embedded server in a temporary folder, of this run alone. */
export async function startPostgres(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goalschool-test-'))
  const server = await embeddedServer(dataDir).catch(async (cause) => {
    await rm(dataDir, { recursive: true, force: true })
    throw cause
  })
  const url = withDatabase(server.url, 'postgres')
  for (const setting of WITHOUT_DURABILITY) await runSql(url, `alter system set ${setting}`)
  await runSql(url, 'select pg_reload_conf()')
  return {
    url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
