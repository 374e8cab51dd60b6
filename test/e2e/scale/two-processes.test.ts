import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import type { startServer } from '../../helpers/server'
import { aFamilyLesson, at, type FamilyLesson, load, staleAfter, startProcesses } from '../../helpers/two-processes'

/** 1,000 by hand; each round saves once and reads four times. */
const ROUNDS = Number(process.env.ROUNDS ?? 60)

describeWith('Redis', 'two processes with Redis', (program) => {
  let redis: RedisServer
  let servers: Awaited<ReturnType<typeof startServer>>[]
  let lessons: FamilyLesson[]

  beforeAll(async () => {
    redis = await startRedis(program)
    servers = await startProcesses(2, { REDIS_URL: redis.url })
    lessons = await Promise.all(Array.from({ length: 4 }, aFamilyLesson))
  }, 300_000)
  afterAll(async () => {
    await Promise.all((servers ?? []).map(server => server.stop()))
    await redis?.stop()
  })

  /** Saves through one process and reads at the other, by turns, under load. @returns each answer that was older than its save */
  async function rounds(count: number, width: number): Promise<string[]> {
    const others = load(servers, lessons, width)
    const faults: string[] = []
    for (let round = 0; round < count; round++) {
      const [writer, reader] = round % 2 ? servers : [...servers].reverse()
      const lesson = lessons[round % lessons.length]
      if (!writer || !reader || !lesson) throw new Error('nothing to try')
      faults.push(...(await staleAfter(writer, reader, lesson, 1 + round % 600)).map(fault => `${round}: ${fault}`))
    }
    await others.stop()
    return [...faults, ...others.bad]
  }

  it('has a register saved through one in the very next answers of the other, under load', { timeout: 900_000 }, async () => {
    expect(await rounds(ROUNDS, 3)).toEqual([])
  })

  it('has it there also while the connections to Redis are cut at random', { timeout: 900_000 }, async () => {
    let going = true
    const cutting = (async () => {
      for (; going; await wait(20 + Math.random() * 150)) await redis.admin.call('CLIENT', 'KILL', 'TYPE', 'normal')
    })()
    const faults = await rounds(ROUNDS, 3)
    going = false
    await cutting
    expect(faults).toEqual([])
  })

  it('refuses at one, at once, a session that was ended at the other', async () => {
    const [one, other] = servers, [lesson] = lessons
    if (!one || !other || !lesson) throw new Error('nothing to try')
    const { body } = await at(other, lesson.parent, '/api/account/sessions')
    await at(one, lesson.parent, '/api/me')
    const gone = await at(one, lesson.parent, `/api/account/sessions/${body.data[0].id}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect((await at(other, lesson.parent, '/api/me')).body.user).toBeNull()
    expect((await at(one, lesson.parent, '/api/me')).body.user).toBeNull()
    lessons.push(await aFamilyLesson())
    lessons.shift()
  })

  it('goes on while Redis is gone, frozen and back: no error, nobody signed out, nothing stale', { timeout: 300_000 }, async () => {
    const others = load(servers, lessons, 3)
    const faults: string[] = []
    const some = async (when: string, count = 12) => {
      for (let round = 0; round < count; round++) {
        const [writer, reader] = round % 2 ? servers : [...servers].reverse()
        const lesson = lessons[round % lessons.length]
        if (writer && reader && lesson) faults.push(...(await staleAfter(writer, reader, lesson, 1 + Math.floor(Math.random() * 599))).map(fault => `${when}: ${fault}`))
      }
      const times = others.times()
      process.stdout.write(`${when}: ${times.length} reads, median ${times[times.length >> 1]?.toFixed(0)} ms, p99 ${times[Math.floor(times.length * 0.99)]?.toFixed(0)} ms, most ${times.at(-1)?.toFixed(0)} ms\n`)
    }
    await some('before')
    await redis.kill()
    await some('killed', 20)
    await redis.start()
    await some('back')
    redis.freeze()
    await some('frozen', 20)
    redis.thaw()
    await some('thawed')
    await others.stop()
    expect([...faults, ...others.bad]).toEqual([])
  })
})
