import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { listShards } from '../../../server/domain/schools/list-shards'
import { systemContext } from '../../../server/domain/context'
import { reconfigure } from '../../../server/infra/config'
import { db } from '../../../server/infra/db/db'
import { migrateAll } from '../../../server/infra/db/migrate-all'
import { closeDatabases } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { cloneDatabase, dropDatabase, runSql } from '../../helpers/database'

const zone = { timeZone: 'Europe/Kyiv', locale: 'uk' } as const
let east = '', west = ''

beforeAll(async () => {
  east = await cloneDatabase()
  west = await cloneDatabase()
  await closeDatabases()
  reconfigure({ SHARDS: JSON.stringify({ east: { region: 'asia', primary: east }, west: { region: 'eu', primary: west } }) })
  await migrateAll()
})

afterAll(async () => {
  await closeDatabases()
  await Promise.all([dropDatabase(east), dropDatabase(west)])
})

describe('two shards', () => {
  it('places a tenant by region, then by load, and keeps its rows there alone', async () => {
    const kyiv = await createTenant({ slug: 'kyiv-one', name: 'Kyiv One', region: 'eu', ...zone })
    const almaty = await createTenant({ slug: 'almaty-one', name: 'Almaty One', ...zone })
    expect([kyiv.shard, almaty.shard]).toEqual(['west', 'east'])

    for (const tenant of [kyiv, almaty])
      await db.write(systemContext(tenant), tx => tx.branch.create({ data: { tenantId: tenant.id, name: `Branch of ${tenant.slug}` } }))

    const names = (url: string) => runSql<{ name: string }>(url, 'select name from branches order by name').then(rows => rows.map(row => row.name))
    expect(await names(east)).toEqual(['Branch of almaty-one'])
    expect(await names(west)).toEqual(['Branch of kyiv-one'])
    expect(await db.query(systemContext(kyiv), sql`SELECT name FROM branches`)).toEqual([{ name: 'Branch of kyiv-one' }])
    expect(await db.read(systemContext(almaty), tx => tx.branch.count())).toBe(1)
  })

  it('places by the size of the databases before the number of tenants, and on none that is away', async () => {
    const away = { region: 'eu', primary: 'postgres://nobody@127.0.0.1:9/away' }
    const both = { east: { region: 'eu', primary: east }, west: { region: 'eu', primary: west } }
    const place = (slug: string) => createTenant({ slug, name: slug, region: 'eu', ...zone }).then(tenant => tenant.shard)
    for (let n = 0; n < 3; n++) await createTenant({ slug: `crowd-${n}`, name: 'Crowd', shard: 'east', ...zone })
    await closeDatabases()
    reconfigure({ SHARDS: JSON.stringify({ ...both, away }) })
    expect(await place('by-number')).toBe('west')
    await runSql(west, `create table ballast as select repeat('x', 1500) as filler from generate_series(1, 90000)`)
    expect(await place('by-size')).toBe('east')
    await runSql(west, 'drop table ballast')
    await closeDatabases()
    reconfigure({ SHARDS: JSON.stringify({ east: { region: 'asia', primary: east }, west: { region: 'eu', primary: west } }) })
  })

  it('refuses a shard or a region that there is not', async () => {
    await expect(createTenant({ slug: 'lost', name: 'Lost', shard: 'north', ...zone })).rejects.toMatchObject({ code: 'unknown_shard', detail: expect.stringContaining('east, west') })
    await expect(createTenant({ slug: 'lost', name: 'Lost', region: 'mars', ...zone })).rejects.toMatchObject({ code: 'unknown_shard' })
  })

  it('refuses a slug that is taken, and makes no second home', async () => {
    await createTenant({ slug: 'twice', name: 'Twice', shard: 'east', ...zone })
    await expect(createTenant({ slug: 'twice', name: 'Twice', shard: 'west', ...zone })).rejects.toMatchObject({ code: 'slug_taken' })
    const homes = await runSql<{ count: string }>(west, `select count(*) from tenant_homes where "tenantId" = (select id from control.tenants where slug = 'twice')`)
    expect(homes).toEqual([{ count: '0' }])
  })

  it('says which tenant has no home on the shard of the directory', async () => {
    const tenant = await createTenant({ slug: 'homeless', name: 'Homeless', shard: 'east', ...zone })
    await runSql(east, 'delete from tenant_homes where "tenantId" = $1', [tenant.id])
    const states = Object.fromEntries((await listShards()).map(shard => [shard.name, shard]))
    expect(states.east).toMatchObject({ state: 'homes_differ', problem: expect.stringContaining('homeless') })
    expect(states.west).toMatchObject({ state: 'ok' })
  })
})
