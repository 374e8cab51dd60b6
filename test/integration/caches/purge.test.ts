import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { purgePages } from '../../../server/domain/events/purge-pages'
import { relayBatch, type Consumer } from '../../../server/domain/events/relay'
import { reconfigure } from '../../../server/infra/config'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

interface Told { method: string, tags: string, authorization: string | undefined, body: string }
const told: Told[] = []
let status = 200
let port = 0

async function textOf(request: IncomingMessage) {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const cache = createServer((request, response) => void textOf(request).then((body) => {
  told.push({ method: request.method ?? '', tags: String(request.headers['cache-tag']), authorization: request.headers.authorization, body })
  response.writeHead(status).end()
}))

beforeAll(async () => {
  await new Promise<void>(done => cache.listen(0, '127.0.0.1', done))
  port = (cache.address() as AddressInfo).port
})
afterAll(() => void cache.close())

const toHook = () => reconfigure({ CDN_PURGE_URL: `http://127.0.0.1:${port}/hook`, CDN_PURGE_TOKEN: 'a-token-of-the-tests' })
beforeEach(async () => {
  toHook()
  status = 200
  told.length = 0
  await rows('delete from outbox')
})

const uuid = () => crypto.randomUUID()
const happens = (name: 'lesson.changed' | 'school.changed' | 'session.ended', { tenant } = riverside, occurredAt?: Date) => insert<{ id: string }>('outbox', {
  tenantId: tenant.id, name, payload: JSON.stringify(name === 'lesson.changed' ? { lessonId: uuid(), groupId: uuid() } : {}), occurredAt,
})
const waiting = async () => (await rows<{ n: number }>(`select count(*)::int n from outbox where "sentAt" is null and name <> 'pages.purged'`))[0]?.n
/** As if the pause of what failed were over. */
const nextTurn = () => rows('update outbox set "claimedUntil" = null')
const { id } = riverside.tenant

it('tells of a lesson the timetable, of everything every page, and of a session nothing', async () => {
  await happens('session.ended')
  await relayBatch('main', [purgePages])
  expect(told).toEqual([])
  await happens('lesson.changed')
  await relayBatch('main', [purgePages])
  await happens('school.changed')
  await relayBatch('main', [purgePages])
  expect(told.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
    ['POST', { tags: [`${id}-timetable`] }],
    ['POST', { tags: [`${id}-home`, `${id}-news`, `${id}-timetable`] }],
  ])
  expect(told[0]).toMatchObject({ authorization: 'Bearer a-token-of-the-tests', tags: `${id}-timetable` })
  expect(await waiting()).toBe(0)
})

it('tells each of several; Varnish hears it by BAN in test/e2e/caches/varnish.test.ts', async () => {
  reconfigure({ CDN_PURGE_URL: `http://127.0.0.1:${port}/one, http://127.0.0.1:${port}/other` })
  await happens('lesson.changed')
  await relayBatch('main', [purgePages])
  expect(told.map(({ tags }) => tags)).toEqual([`${id}-timetable`, `${id}-timetable`])
})

it('tells of many changes at once', async () => {
  for (let n = 0; n < 50; n++) await happens('lesson.changed', n % 2 ? arsenal : riverside)
  expect(await relayBatch('main', [purgePages])).toBe(50)
  expect(told.map(({ tags }) => tags.split(',').sort())).toEqual([[`${id}-timetable`, `${arsenal.tenant.id}-timetable`].sort()])
  expect(await waiting()).toBe(0)
})

it('tells each a second time after ten seconds, whichever process is there by then', async () => {
  await happens('lesson.changed')
  await relayBatch('main', [purgePages])
  const [again] = await rows<{ pause: number }>(`select extract(epoch from "claimedUntil" - now())::float pause from outbox where name = 'pages.purged' and "sentAt" is null`)
  expect(Math.round(again?.pause ?? 0)).toBe(10)
  expect(await relayBatch('main', [purgePages])).toBe(0)
  for (let turn = 0; turn < 2; turn++) {
    await nextTurn()
    await relayBatch('main', [purgePages])
  }
  expect(told.map(({ tags }) => tags)).toEqual([`${id}-timetable`, `${id}-timetable`])
  expect(await rows('select 1 from outbox where "sentAt" is null')).toEqual([])
})

it('tells it again until it is heard, and spares meanwhile whoever has heard', async () => {
  const other = vi.fn<Consumer>(() => Promise.resolve())
  const consumers = [other, purgePages]
  await happens('lesson.changed')
  status = 503
  for (let turn = 0; turn < 3; turn++) {
    await relayBatch('main', consumers)
    expect(await waiting()).toBe(1)
    await nextTurn()
  }
  expect(other).toHaveBeenCalledTimes(1)
  // One that does not answer is asked once, not once for each that waits for it.
  expect(told).toHaveLength(1)

  const { id: later } = await happens('session.ended')
  await relayBatch('main', consumers)
  expect(other).toHaveBeenLastCalledWith(expect.objectContaining({ id: later }))
  expect(await waiting()).toBe(1)

  status = 200
  await expect.poll(async () => {
    await nextTurn()
    await relayBatch('main', consumers)
    return waiting()
  }, { interval: 200 }).toBe(0)
  expect(other).toHaveBeenCalledTimes(2)
})

it('lets what failed come again ever later, and gives up once no cache can have the page any more', async () => {
  const pauseOf = async (age: number) => {
    const { id: event } = await happens('lesson.changed', riverside, new Date(Date.now() - age * 1_000))
    await relayBatch('main', [() => Promise.reject(new Error('not now'))])
    const [row] = await rows<{ pause: number }>(`select extract(epoch from "claimedUntil" - now())::float pause from outbox where id = $1`, [event])
    await rows('delete from outbox')
    return Math.round(row?.pause ?? 0)
  }
  expect([await pauseOf(0), await pauseOf(20), await pauseOf(900)]).toEqual([2, 20, 60])

  await happens('lesson.changed', riverside, new Date(Date.now() - 2 * 3_600_000))
  await relayBatch('main', [purgePages])
  expect([told, await waiting()]).toEqual([[], 0])
})
