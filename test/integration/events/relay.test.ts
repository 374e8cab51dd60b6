import { beforeEach, expect, it, vi } from 'vitest'
import pg from 'pg'
import { relayBatch, type Consumer } from '../../../server/domain/events/relay'
import { renewChangedSince } from '../../../server/domain/events/renew-changed-since'
import { tag } from '../../../server/domain/tags'
import { generations } from '../../../server/infra/cache/room'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

beforeEach(() => rows('delete from outbox'))

const happens = (name: string, { tenant } = riverside, occurredAt = new Date()) => insert<{ id: string }>('outbox', { tenantId: tenant.id, name, payload: '{}', occurredAt })
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

it('leaves an event that only a newer build knows to that build, and looks at it ever more seldom', async () => {
  const consumer = vi.fn<Consumer>(() => Promise.resolve())
  const pauseOf = async (age: number) => {
    await rows('delete from outbox')
    await happens('moon.landed', riverside, ago(age))
    expect(await relayBatch('main', [consumer])).toBe(1)
    const [row] = await rows<{ pause: number, sentAt: Date | null }>(`select extract(epoch from "claimedUntil" - now())::float pause, "sentAt" from outbox`)
    expect(row?.sentAt).toBeNull()
    return Math.round(row?.pause ?? 0)
  }
  expect([await pauseOf(0), await pauseOf(30), await pauseOf(900)]).toEqual([2, 30, 60])
  expect(consumer).not.toHaveBeenCalled()
})

it('gives up after an absence of Redis what a long transaction changed that began before it and told nobody', async () => {
  const values = () => Promise.all([arsenal, riverside].map(async ({ tenant }) => (await generations().read(tenant.id, [tag.all]))?.[0]))
  await rows(`update outbox set "sentAt" = now() where id = $1`, [(await happens('school.changed', riverside, ago(60))).id])
  const before = await values()
  const writer = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await writer.connect()
  await writer.query('begin')
  await writer.query(`insert into outbox ("tenantId", name, payload) values ($1, 'school.changed', '{}')`, [arsenal.tenant.id])
  const away = new Date(Date.now() + 1)
  await expect.poll(() => Date.now()).toBeGreaterThan(away.getTime())
  await writer.query('commit')
  await writer.end()

  await renewChangedSince(away)

  const [long, untouched] = await values()
  expect(long).not.toBe(before[0])
  expect(untouched).toBe(before[1])
})
