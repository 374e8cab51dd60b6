import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/infra/db/migrate'
import { withDatabase } from '../../server/infra/db/migration-adapter'
import { runSql } from './database'
import { startPostgres, type Cluster } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

interface Shared { cluster: Promise<Cluster>, users: number }
const shelf = globalThis as typeof globalThis & { goalschoolTestPostgres?: Shared }

/** One server for the whole run, whichever projects take part, and in it one migrated template. */
export default async function setup(project: TestProject) {
  const shared = shelf.goalschoolTestPostgres ??= { cluster: startWithTemplate(), users: 0 }
  shared.users++
  const { url } = await shared.cluster
  project.provide('postgresUrl', url)
  return async () => {
    if (--shared.users > 0) return
    delete shelf.goalschoolTestPostgres
    await (await shared.cluster).stop()
  }
}

async function startWithTemplate(): Promise<Cluster> {
  const cluster = await startPostgres()
  try {
    await runSql(cluster.url, 'create database template_goalschool')
    await migrate(withDatabase(cluster.url, 'template_goalschool'))
    return cluster
  }
  catch (cause) {
    await cluster.stop()
    throw cause
  }
}
