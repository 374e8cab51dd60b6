import { beforeAll, expect, it } from 'vitest'
import { systemContext } from '../../../server/domain/context'
import { db } from '../../../server/infra/db/db'
import { poolFigures, shardNamed } from '../../../server/infra/db/shards'
import { sql } from '../../../server/infra/db/sql'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const ctx = systemContext(arsenal.tenant)
const one = (scope = ctx) => db.query(scope, sql`SELECT count(*) AS branches FROM branches`)

beforeAll(async () => {
  await arsenal.aBranch()
})

it('sees the rows of its tenant, and leaves nothing behind on the connection', async () => {
  expect(await one()).toEqual([{ branches: 1 }])
  expect(await one(systemContext(riverside.tenant))).toEqual([{ branches: 0 }])
  const { rows: found } = await shardNamed(ctx.tenant.shard).pool.query(`SELECT current_user <> 'goalschool_app' AS back, coalesce(current_setting('app.tenant_id', true), '') AS tenant,
    current_setting('statement_timeout') AS timeout, current_setting('transaction_read_only') AS "readOnly"`)
  expect(found).toEqual([{ back: true, tenant: '', timeout: '0', readOnly: 'off' }])
})

it('writes nothing', async () => {
  await expect(db.query(ctx, sql`DELETE FROM branches RETURNING id`)).rejects.toMatchObject({ code: '25006' })
  expect(await one()).toEqual([{ branches: 1 }])
})

it('says what is wrong with a statement, however often it is asked, and answers the next', async () => {
  const half = (n: number) => db.query(ctx, sql`SELECT 10 / ${n}::int AS half`)
  for (let round = 0; round < 3; round++) {
    await expect(half(0)).rejects.toMatchObject({ code: '22012' })
    expect(await half(5)).toEqual([{ half: 2 }])
    await expect(half(0)).rejects.toMatchObject({ code: '22012' })
    await expect(db.query(ctx, sql`SELECT nothing FROM nowhere`)).rejects.toMatchObject({ code: '42P01' })
    expect(await one()).toEqual([{ branches: 1 }])
  }
})

it('goes on after a head that failed, whichever of them was prepared before', async () => {
  const nobody = { tenant: { ...arsenal.tenant, id: '00000000-0000-7000-8000-000000000000' } }
  const asked = (scope: typeof nobody, n: number) => db.query(scope, sql`SELECT ${n}::int + 1 AS n`)
  await expect(asked(nobody, 1)).rejects.toThrow()
  expect(await asked(ctx, 1)).toEqual([{ n: 2 }])
  await expect(asked(nobody, 1)).rejects.toThrow()
  expect(await asked(ctx, 2)).toEqual([{ n: 3 }])
  await expect(db.query(nobody, sql`SELECT 'never asked before'`)).rejects.toThrow()
  expect(await db.query(ctx, sql`SELECT 'never asked before' AS text`)).toEqual([{ text: 'never asked before' }])
})

it('gives each of many at once its own answer', async () => {
  const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => n % 7 === 0
    ? db.query(ctx, sql`SELECT 1 / (${n}::int - ${n}::int)`).catch((error: { code: string }) => error.code)
    : db.query(ctx, sql`SELECT ${n}::int AS n`)))
  expect(answers).toEqual(Array.from({ length: 300 }, (_, n) => n % 7 === 0 ? '22012' : [{ n }]))
  expect(poolFigures().every(({ waiting }) => waiting === 0)).toBe(true)
})

it('keeps what work of the system writes', async () => {
  await db.change(ctx, tx => tx.$executeRaw(sql`INSERT INTO outbox ("tenantId", name, payload) VALUES (${ctx.tenant.id}::uuid, 'kept', '{}'::jsonb)`))
  await db.system(ctx.tenant.shard, sql`UPDATE outbox SET "sentAt" = now() WHERE name = 'kept'`)
  expect(await rows(`select "sentAt" is not null as sent from outbox where name = 'kept'`)).toEqual([{ sent: true }])
})
