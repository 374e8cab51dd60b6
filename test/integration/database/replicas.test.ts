import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemContext } from '../../../server/domain/context'
import type { TenantContext } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { listShards } from '../../../server/domain/schools/list-shards'
import { reconfigure } from '../../../server/infra/config'
import { db } from '../../../server/infra/db/db'
import { migrateAll } from '../../../server/infra/db/migrate-all'
import { withDatabase } from '../../../server/infra/db/migration-adapter'
import { closeDatabases, replicaFigures, shardNamed } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { tenantClient } from '../../../server/infra/db/tenant-client'
import { runSql } from '../../helpers/database'
import { freezer } from '../../helpers/freeze'
import { type Server, startPostgresServer } from '../../helpers/postgres-server'
import { describeWith } from '../../helpers/programs'

describeWith('PostgreSQL', 'a streaming replica', () => {
  let primary: Server, replica: Server, school: TenantContext, other: TenantContext
  const url = (server: Server) => withDatabase(server.url, 'pair')
  const zone = { timeZone: 'Europe/Kyiv', locale: 'uk', shard: 'pair' } as const

  beforeAll(async () => {
    primary = await startPostgresServer()
    await runSql(primary.url, 'create database pair')
    replica = await startPostgresServer(primary.url)
    await closeDatabases()
    reconfigure({ DATABASE_URL: url(primary), SHARDS: JSON.stringify({ pair: { region: 'eu', primary: url(primary), replicas: [url(replica)] } }) })
    await migrateAll()
    school = systemContext(await createTenant({ slug: 'written', name: 'Written', ...zone }))
    other = systemContext(await createTenant({ slug: 'quiet', name: 'Quiet', ...zone }))
    for (const ctx of [school, other]) await db.write(ctx, tx => tx.branch.create({ data: { tenantId: ctx.tenant.id, name: '0' } }))
  }, 120_000)

  afterAll(async () => {
    await closeDatabases()
    await replica?.remove()
    await primary?.remove()
  })

  interface Seen { name: string, follows: boolean }
  const query = async (ctx: TenantContext): Promise<Seen> => {
    const [seen] = await db.query<Seen>(ctx, sql`SELECT name, pg_is_in_recovery() AS follows FROM branches`)
    return seen ?? { name: 'nothing', follows: false }
  }
  const read = (ctx: TenantContext): Promise<Seen> => db.read(ctx, async (tx) => {
    const [branch, [where]] = [await tx.branch.findFirstOrThrow(), await tx.$queryRaw<{ follows: boolean }[]>(sql`SELECT pg_is_in_recovery() AS follows`)]
    return { name: branch.name, follows: where?.follows ?? false }
  })
  const write = (name: string) => db.write(school, tx => tx.branch.updateMany({ data: { name } }))
  const used = (ctx = school) => expect.poll(async () => (await query(ctx)).follows).toBe(true)
  let count = 0
  const next = () => `${++count}`

  beforeEach(() => used())

  it('answers reads through either door', async () => {
    await used()
    expect(await read(school)).toMatchObject({ follows: true })
    const name = new URL(replica.url).host + '/pair'
    expect(replicaFigures()).toEqual([{ shard: 'pair', replica: name, state: 'ok', lagSeconds: expect.any(Number), lagBytes: expect.any(Number) }])
    expect(await listShards()).toMatchObject([{ name: 'pair', replicas: [{ name, state: 'ok', lagSeconds: expect.any(Number) }] }])
    await expect(db.query(school, sql`SELECT 1 / count(*) FROM branches WHERE name = 'nobody'`), 'a fault of the statement stays one').rejects.toMatchObject({ code: '22012' })
  })

  it('is never older than the last write, whichever door it came through', async () => {
    const asked = { replica: 0, primary: 0 }
    const library = tenantClient(school)
    const doors = [
      write,
      (name: string) => db.bulk(school, tx => tx.query(sql`UPDATE branches SET name = ${name}`)),
      (name: string) => library.branch.updateMany({ data: { name } }),
    ]
    for (let round = 0; round < 240; round++) {
      const name = next()
      await doors[round % doors.length]?.(name)
      // At once, while it is on its way, and after it must have come.
      await wait([0, 3, 30, 250][Math.floor(round / 3) % 4])
      const seen = [await query(school), await read(school)]
      expect(seen.map(row => row.name)).toEqual([name, name])
      for (const { follows } of seen) asked[follows ? 'replica' : 'primary']++
    }
    expect(asked.replica).toBeGreaterThan(50)
    expect(asked.primary).toBeGreaterThan(50)
  }, 120_000)

  it('waits for nobody while its replay stands still, and for those who wrote nothing goes on', async () => {
    await used(other)
    await runSql(replica.url, 'select pg_wal_replay_pause()')
    await expect.poll(() => runSql(replica.url, `select 1 from (select pg_get_wal_replay_pause_state() as s) as state where s = 'paused'`)).toHaveLength(1)
    try {
      // Somebody else behind the same address, who is not as far as the one that was asked: found out by the read itself.
      const [told] = shardNamed('pair').replicas
      if (!told) throw new Error('no replica')
      const far = 'F'.repeat(16)
      Object.defineProperty(told.pulse, 'lsn', { get: () => far, set: () => {}, configurable: true })
      for (let round = 0; round < 20; round++) {
        const name = next()
        await write(name)
        expect([await query(school), await read(school)]).toEqual([{ name, follows: false }, { name, follows: false }])
      }
      Object.defineProperty(told.pulse, 'lsn', { value: told.pulse.lsn, writable: true, configurable: true })
      await expect.poll(() => told.pulse.lsn).not.toBe(far)
      for (let places = 0; replicaFigures()[0]?.state !== 'lagging'; places++) {
        const name = next()
        await write(name)
        expect(await query(school)).toEqual({ name, follows: false })
        expect(await read(school)).toEqual({ name, follows: false })
        // Left alone once it is too far behind, for whomever it could still answer.
        if (places < 20) expect(await query(other)).toEqual({ name: '0', follows: true })
        else expect((await query(other)).name).toBe('0')
        await wait(20)
      }
      expect(await query(other)).toEqual({ name: '0', follows: false })
      const [shard] = await listShards()
      expect(shard?.replicas).toMatchObject([{ state: 'lagging', lagBytes: expect.any(Number) }])
    }
    finally {
      await runSql(replica.url, 'select pg_wal_replay_resume()')
    }
    await used()
    expect((await query(school)).name).toBe(`${count}`)
  }, 60_000)

  /** Reads and now and then a write, until `work` is done. @returns where the reads were answered */
  async function underLoad(work: () => Promise<void>) {
    let over = false
    const places: boolean[] = []
    const load = async () => {
      while (!over) {
        const name = next()
        await write(name)
        for (let i = 0; i < 10 && !over; i++) {
          const seen = await Promise.all([query(school), read(school), query(other)])
          expect([seen[0].name, seen[1].name, seen[2].name]).toEqual([name, name, '0'])
          places.push(...seen.map(row => row.follows))
          await wait(20)
        }
      }
    }
    const running = load()
    await Promise.race([work(), running])
    over = true
    await running
    return places
  }

  it('is missed by nobody when it is killed, and used again when it is back', async () => {
    const places = await underLoad(async () => {
      await wait(500)
      await replica.kill()
      await expect.poll(() => replicaFigures()).toMatchObject([{ shard: 'pair', state: 'unavailable' }])
      expect(await listShards()).toMatchObject([{ state: 'ok', replicas: [{ state: 'unavailable', problem: expect.stringContaining('ECONNREFUSED') }] }])
      await replica.start()
      await used()
    })
    expect(new Set(places)).toEqual(new Set([true, false]))
  }, 60_000)

  it('is missed by nobody when it stands still, and used again when it moves', async () => {
    const ice = await freezer(replica.url)
    const places = await underLoad(async () => {
      await wait(500)
      ice.freeze()
      await wait(3_000)
      ice.thaw()
      await used()
    }).finally(() => ice.thaw())
    expect(new Set(places)).toEqual(new Set([true, false]))
  }, 60_000)
})
