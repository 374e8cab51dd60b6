import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemContext, type Tenant } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { findTenantBySlug } from '../../../server/domain/schools/directory'
import { locateTenant } from '../../../server/domain/schools/locate-tenant'
import { reconfigure } from '../../../server/infra/config'
import { db } from '../../../server/infra/db/db'
import { bindDirectory } from '../../../server/infra/db/home'
import { migrateAll } from '../../../server/infra/db/migrate-all'
import { closeDatabases } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { tenantClient } from '../../../server/infra/db/tenant-client'
import { cloneDatabase, dropDatabase, runSql } from '../../helpers/database'

// A process that believes in `west` what the directory and the shards know to be in `east`.
let east = '', west = '', tenant: Tenant
const control = process.env.DATABASE_URL ?? ''
const home = (url: string, values: string) => runSql(url, `insert into tenant_homes ("tenantId", state, "movedTo", "heldUntil") values ($1, ${values})
  on conflict ("tenantId") do update set state = excluded.state, "movedTo" = excluded."movedTo", "heldUntil" = excluded."heldUntil"`, [tenant.id])
const branches = (url: string) => runSql<{ name: string }>(url, 'select name from branches order by name').then(rows => rows.map(row => row.name))

beforeAll(async () => {
  east = await cloneDatabase()
  west = await cloneDatabase()
  await closeDatabases()
  reconfigure({ SHARDS: JSON.stringify({ east: { region: 'local', primary: east }, west: { region: 'local', primary: west } }) })
  await migrateAll()
  tenant = await createTenant({ slug: 'nomad', name: 'Nomad', shard: 'west', timeZone: 'Europe/Kyiv', locale: 'uk' })
})

beforeEach(async () => {
  bindDirectory(locateTenant)
  await runSql(control, `update control.tenants set shard = 'east' where slug = 'nomad'`)
  await home(west, `'moved', 'east', null`)
  await home(east, `'active', null, null`)
  for (const url of [east, west]) await runSql(url, 'truncate branches cascade')
})

afterAll(async () => {
  await closeDatabases()
  await Promise.all([dropDatabase(east), dropDatabase(west)])
})

describe.each([
  ['db.write', () => db.write(systemContext(tenant), tx => tx.branch.create({ data: { tenantId: tenant.id, name: 'New' } }))],
  ['db.change', () => db.change(systemContext(tenant), tx => tx.$executeRaw(sql`insert into branches ("tenantId", name) values (${tenant.id}::uuid, 'New')`))],
  ['db.bulk', () => db.bulk(systemContext(tenant), tx => tx.query(sql`insert into branches ("tenantId", name) values (${tenant.id}::uuid, 'New')`))],
  ['the client of a library', () => tenantClient({ tenant }).branch.create({ data: { tenantId: tenant.id, name: 'New' } })],
] as [string, () => Promise<unknown>][])('a write through %s', (_, write) => {
  it('is corrected by the shard that the tenant left, and done once', async () => {
    await write()
    expect([await branches(west), await branches(east)]).toEqual([[], ['New']])
  })

  it('finds the home when the directory does not know of the move yet', async () => {
    await runSql(control, `update control.tenants set shard = 'west' where slug = 'nomad'`)
    await write()
    expect([await branches(west), await branches(east)]).toEqual([[], ['New']])
  })

  it('goes by the directory where the shard has never heard of the tenant', async () => {
    await runSql(west, 'delete from tenant_homes where "tenantId" = $1', [tenant.id])
    await write()
    expect([await branches(west), await branches(east)]).toEqual([[], ['New']])
  })

  it('waits for the end of a hold', async () => {
    await home(east, `'holding', null, now() + interval '1 minute'`)
    const written = write()
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(await branches(east)).toEqual([])
    await home(east, `'active', null, null`)
    await written
    expect(await branches(east)).toEqual(['New'])
  })

  it('does not wait for a hold whose mover has died', async () => {
    await home(east, `'holding', null, now() - interval '1 millisecond'`)
    await write()
    expect(await branches(east)).toEqual(['New'])
  })
})

describe.each([
  ['db.read', () => db.read(systemContext(tenant), tx => tx.branch.findMany({ select: { name: true } }))],
  ['db.query', () => db.query(systemContext(tenant), sql`SELECT name FROM branches`)],
  ['the client of a library', () => tenantClient({ tenant }).branch.findMany({ select: { name: true } })],
] as [string, () => Promise<unknown>][])('a read through %s', (_, read) => {
  beforeEach(async () => {
    await runSql(east, `insert into branches ("tenantId", name) values ($1, 'Here')`, [tenant.id])
    await runSql(west, `insert into branches ("tenantId", name) values ($1, 'Left behind')`, [tenant.id])
  })

  it('is corrected by the shard that the tenant left', async () => expect(await read()).toEqual([{ name: 'Here' }]))

  it('does not wait for a hold', async () => {
    await home(east, `'holding', null, now() + interval '1 minute'`)
    expect(await read()).toEqual([{ name: 'Here' }])
  })

  it('is starved, not wrong, where nobody knows the tenant', async () => {
    for (const url of [east, west]) await runSql(url, 'delete from tenant_homes where "tenantId" = $1', [tenant.id])
    await expect(read()).rejects.toMatchObject({ name: 'DatabaseStarved' })
  })
})

it('a hold that does not end starves the write and writes nothing', async () => {
  await home(east, `'holding', null, now() + interval '1 minute'`)
  await expect(db.write(systemContext(tenant), tx => tx.branch.create({ data: { tenantId: tenant.id, name: 'New' } }))).rejects.toMatchObject({ name: 'DatabaseStarved' })
  expect(await branches(east)).toEqual([])
})

it('a new home that is only prepared sends back whoever remembers it, until the tenant has left the old one', async () => {
  await runSql(control, `update control.tenants set shard = 'west' where slug = 'nomad'`)
  await home(west, `'holding', null, now() + interval '1 millisecond'`)
  await home(east, `'holding', 'west', null`)
  const write = (shard: string, name: string) => db.write({ tenant: { ...tenant, shard } }, tx => tx.branch.create({ data: { tenantId: tenant.id, name } }))
  await write('east', 'Stays')
  expect([await branches(west), await branches(east)]).toEqual([['Stays'], []])

  await runSql(west, `update tenant_homes set state = 'moved', "movedTo" = 'east', epoch = 0`)
  await write('west', 'Moved')
  await write('east', 'Too')
  expect([await branches(west), await branches(east)]).toEqual([['Stays'], ['Moved', 'Too']])
})

it('a correction makes the process forget what it knew of the directory', async () => {
  await runSql(control, `update control.tenants set shard = 'west' where slug = 'nomad'`)
  await locateTenant(tenant.id)
  expect((await findTenantBySlug('nomad'))?.shard).toBe('west')
  await runSql(control, `update control.tenants set shard = 'east' where slug = 'nomad'`)
  await db.query(systemContext(tenant), sql`SELECT 1`)
  expect((await findTenantBySlug('nomad'))?.shard).toBe('east')
})

it('a write that is under way keeps its tenant where it is until it is committed', async () => {
  let moved = false
  await db.write({ tenant: { ...tenant, shard: 'east' } }, async (tx) => {
    const move = home(east, `'moved', 'west', null`).then(() => moved = true)
    onTestFinished(async () => void await move)
    await tx.branch.create({ data: { tenantId: tenant.id, name: 'Under way' } })
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(moved).toBe(false)
  })
  await expect.poll(() => moved).toBe(true)
})
