import { afterAll, beforeAll, expect, it } from 'vitest'
import { figureOf } from '../../helpers/figures'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import type { startServer } from '../../helpers/server'
import { aFamilyLesson, type FamilyLesson, staleAfter, startProcesses } from '../../helpers/two-processes'
import { startWire } from '../../helpers/wire'

const ROUNDS = Number(process.env.ROUNDS ?? 10)

describeWith('Redis', 'a process that alone cannot reach Redis', (program) => {
  let redis: RedisServer
  let wire: Awaited<ReturnType<typeof startWire>>
  let alone: Awaited<ReturnType<typeof startServer>>, other: typeof alone
  let lessons: FamilyLesson[]
  let minutes = 0

  beforeAll(async () => {
    redis = await startRedis(program)
    wire = await startWire(redis.url)
    alone = (await startProcesses(1, { REDIS_URL: wire.url }))[0] as typeof alone
    other = (await startProcesses(1, { REDIS_URL: redis.url }))[0] as typeof alone
    lessons = await Promise.all(Array.from({ length: 4 }, aFamilyLesson))
  }, 300_000)
  afterAll(async () => {
    await Promise.all([alone, other].map(server => server?.stop()))
    await wire?.stop()
    await redis?.stop()
  })

  const trusted = () => Promise.all([alone, other].map(({ origin }) => figureOf(origin, 'redis_trusted')))
  /** Saves through one and asks the other, by turns: each has kept what the other changes. */
  const rounds = async () => {
    const faults: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      for (const [writer, reader] of [[alone, other], [other, alone]] as const) {
        minutes = 1 + minutes % 90
        faults.push(...await staleAfter(writer, reader, lessons[round % lessons.length] as FamilyLesson, minutes))
      }
    }
    return faults
  }

  it.each([
    ['is refused', () => wire.cut(), () => wire.open()],
    ['hears nothing', () => wire.hold(), () => wire.release()],
  ] as [string, () => unknown, () => unknown][])('shows and hides nothing where it %s', { timeout: 120_000 }, async (_, away, back) => {
    await expect.poll(trusted, { timeout: 20_000 }).toEqual([1, 1])
    expect(await rounds()).toEqual([])
    await away()
    expect(await rounds()).toEqual([])
    expect(await trusted()).toEqual([0, 1])
    await back()
    expect(await rounds()).toEqual([])
    await expect.poll(trusted, { timeout: 20_000 }).toEqual([1, 1])
    expect(await rounds()).toEqual([])
  })
})
