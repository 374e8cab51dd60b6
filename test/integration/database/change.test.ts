import { beforeEach, expect, it } from 'vitest'
import { systemContext } from '../../../server/domain/context'
import { db, type SqlTransaction } from '../../../server/infra/db/db'
import { afterCommit } from '../../../server/infra/db/after-commit'
import { poolFigures } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const ctx = systemContext(arsenal.tenant)
const names = async () => (await rows<{ name: string }>(`select name from branches where "tenantId" = $1 order by name`, [arsenal.tenant.id])).map(({ name }) => name)
const add = (tx: SqlTransaction, name: string) => tx.$executeRaw(sql`INSERT INTO branches ("tenantId", name) VALUES (${arsenal.tenant.id}::uuid, ${name})`)
const rename = (tx: SqlTransaction, from: string, to: string) => tx.$executeRaw(sql`UPDATE branches SET name = ${to} WHERE name = ${from}`)

beforeEach(async () => {
  await db.change(ctx, tx => tx.$executeRaw(sql`DELETE FROM branches`))
})

it('keeps all of it or nothing', async () => {
  const told: string[] = []
  await db.change(ctx, async (tx) => {
    afterCommit(tx, async () => told.push(...await names()))
    await Promise.all([add(tx, 'a'), add(tx, 'b')])
  })
  expect(told).toEqual(['a', 'b'])
  await expect(db.change(ctx, async (tx) => {
    afterCommit(tx, async () => told.push('not kept'))
    await add(tx, 'c')
    throw new RangeError('never mind')
  })).rejects.toThrow(RangeError)
  expect([await names(), told]).toEqual([['a', 'b'], ['a', 'b']])
})

it('fails where a statement failed whose error went no further', async () => {
  await expect(db.change(ctx, async (tx) => {
    await add(tx, 'a')
    await tx.$executeRaw(sql`SELECT 1 / 0`).catch(() => {})
  })).rejects.toThrow('nothing of it was kept')
  expect(await names()).toEqual([])
})

it('says what the first of several statements met, and lends its connection again', async () => {
  for (let i = 0; i < 30; i++) {
    await expect(db.change(ctx, tx => Promise.all([
      tx.$executeRaw(sql`SELECT 1 / 0`), add(tx, 'beside'), tx.$queryRaw(sql`SELECT 2`),
    ]))).rejects.toMatchObject({ code: '22012' })
  }
  expect(await names()).toEqual([])
  expect(await db.change(ctx, tx => tx.$queryRaw(sql`SELECT current_setting('app.tenant_id') AS tenant, 3 AS three`))).toEqual([{ tenant: arsenal.tenant.id, three: 3 }])
  expect(poolFigures().every(({ waiting }) => waiting === 0)).toBe(true)
})

it('is bound to its tenant', async () => {
  await expect(db.change(systemContext(riverside.tenant), tx => add(tx, 'stranger'))).rejects.toMatchObject({ code: '42501' })
  expect(await names()).toEqual([])
})

it('runs again what met a deadlock, and does it once', async () => {
  await db.change(ctx, tx => tx.$executeRaw(sql`
    INSERT INTO branches ("tenantId", name, "sourcedId") SELECT ${arsenal.tenant.id}::uuid, id, id FROM unnest(ARRAY['left', 'right']) AS id`))
  const mark = (tx: SqlTransaction, id: string) => tx.$executeRaw(sql`UPDATE branches SET name = name || '+' WHERE "sourcedId" = ${id}`)
  let met: () => void
  const both = new Promise<void>(resolve => met = resolve)
  let arrived = 0, runs = 0
  const cross = (first: string, then: string) => db.change(ctx, async (tx) => {
    runs++
    await mark(tx, first)
    if (++arrived === 2) met()
    await both
    await mark(tx, then)
  })
  await Promise.all([cross('left', 'right'), cross('right', 'left')])
  expect(runs).toBe(3)
  expect(await names()).toEqual(['left++', 'right++'])
})

it('reads each statement with what the one before it waited for', async () => {
  await db.change(ctx, tx => add(tx, 'first'))
  let open: () => void = () => {}
  const enough = new Promise<void>(resolve => open = resolve)
  let renamed: () => void = () => {}
  const held = new Promise<void>(resolve => renamed = resolve)
  const holder = db.change(ctx, async (tx) => {
    await rename(tx, 'first', 'second')
    renamed()
    await enough
  })
  await held
  const reader = db.change(ctx, tx => Promise.all([
    tx.$queryRaw(sql`SELECT id FROM branches FOR UPDATE`), tx.$queryRaw<{ name: string }[]>(sql`SELECT name FROM branches`),
  ]))
  setTimeout(open, 200)
  const [, after] = await reader
  await holder
  expect(after).toEqual([{ name: 'second' }])
})
