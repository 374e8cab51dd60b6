import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { forgetAll } from '../../../server/infra/cache/room'
import { closeRedis, redis } from '../../../server/infra/redis/redis'
import { reconfigure } from '../../../server/infra/config'
import { db } from '../../../server/infra/db/db'
import { migrateAll } from '../../../server/infra/db/migrate-all'
import { withDatabase } from '../../../server/infra/db/migration-adapter'
import { closeDatabases } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { runSql } from '../../helpers/database'
import { type Server, startPostgresServer } from '../../helpers/postgres-server'
import { describeWith, findProgram } from '../../helpers/programs'
import { type RedisServer, startRedis } from '../../helpers/redis'

/** Another process: for each line it gets it writes once, and says so when it is done. */
const WRITER = `
  import { createInterface } from 'node:readline'
  import { db } from './server/infra/db/db.ts'
  const scope = { tenant: { id: process.argv[1], shard: 'pair' } }
  for await (const name of createInterface({ input: process.stdin })) {
    await db.write(scope, tx => tx.branch.updateMany({ data: { name } }))
    console.log(name)
  }
  process.exit(0)`

describeWith('Redis', 'a replica and two processes', () => {
  let primary: Server, replica: Server, shared: RedisServer, school: TenantContext, write: (name: string) => Promise<void>, stop: () => void
  const url = (server: Server) => withDatabase(server.url, 'pair')

  beforeAll(async () => {
    shared = await startRedis(findProgram('Redis') ?? '')
    primary = await startPostgresServer()
    await runSql(primary.url, 'create database pair')
    replica = await startPostgresServer(primary.url)
    await closeDatabases()
    reconfigure({
      DATABASE_URL: url(primary), REDIS_URL: shared.url,
      SHARDS: JSON.stringify({ pair: { region: 'eu', primary: url(primary), replicas: [url(replica)] } }),
    })
    forgetAll()
    await closeRedis()
    await migrateAll()
    school = systemContext(await createTenant({ slug: 'shared', name: 'Shared', timeZone: 'Europe/Kyiv', locale: 'uk' }))
    await db.write(school, tx => tx.branch.create({ data: { tenantId: school.tenant.id, name: 'first' } }))

    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', WRITER, school.tenant.id], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    write = async (name) => {
      child.stdin.write(`${name}\n`)
      expect((await lines.next()).value).toBe(name)
    }
    stop = () => void child.stdin.end()
  }, 120_000)

  afterAll(async () => {
    stop?.()
    await closeDatabases()
    forgetAll()
    await closeRedis()
    await Promise.all([replica?.remove(), shared?.stop()])
    await primary?.remove()
  })

  interface Seen { name: string, follows: boolean }
  const read = async () => (await db.query<Seen>(school, sql`SELECT name, pg_is_in_recovery() AS follows FROM branches`))[0]
  const used = () => expect.poll(async () => (await read())?.follows).toBe(true)
  const pause = () => runSql(replica.url, 'select pg_wal_replay_pause()')
  const resume = () => runSql(replica.url, 'select pg_wal_replay_resume()')

  it('sees what the other wrote, while replay stands still too', async () => {
    for (let round = 0; round < 5; round++) {
      await used()
      await pause()
      for (let i = 0; i < 20; i++) {
        await write(`${round}.${i}`)
        expect(await read()).toEqual({ name: `${round}.${i}`, follows: false })
      }
      await resume()
    }
  }, 60_000)

  it('asks the primary while Redis is away, and believes nothing of a Redis that has forgotten', async () => {
    await used()
    await pause()
    await shared.kill()
    await write('without')
    expect(await read()).toEqual({ name: 'without', follows: false })
    // It comes back empty: what was written meanwhile stands nowhere.
    await shared.start()
    await expect.poll(() => redis()?.trusted).toBe(true)
    for (let i = 0; i < 20; i++) expect(await read()).toEqual({ name: 'without', follows: false })
    await resume()
    await used()
    expect((await read())?.name).toBe('without')
  }, 60_000)

  it('believes nothing of a Redis that was put back to an earlier state', async () => {
    await used()
    const key = `lsn:{${school.tenant.id}}:pair`
    const old = await shared.admin.get(key)
    await pause()
    await write('later')
    await shared.kill()
    await shared.start()
    await shared.admin.set(key, old ?? '')
    await expect.poll(() => redis()?.trusted).toBe(true)
    for (let i = 0; i < 20; i++) expect(await read()).toEqual({ name: 'later', follows: false })
    await resume()
    await used()
  }, 60_000)
})
