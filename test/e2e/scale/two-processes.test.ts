import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import type { startServer } from '../../helpers/server'
import { aFamilyLesson, at, type FamilyLesson, savingByTurns, startProcesses } from '../../helpers/two-processes'

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

  it('has a register saved through one in the very next answers of the other, under load', { timeout: 900_000 }, async () => {
    const saving = savingByTurns(servers, lessons)
    await saving.times('undisturbed', ROUNDS)
    expect(await saving.end()).toEqual([])
  })

  it('has it there also while the connections to Redis are cut at random', { timeout: 900_000 }, async () => {
    let going = true
    const cutting = (async () => {
      for (; going; await wait(20 + Math.random() * 150)) await redis.admin.call('CLIENT', 'KILL', 'TYPE', 'normal')
    })()
    const saving = savingByTurns(servers, lessons)
    await saving.times('cut', ROUNDS)
    going = false
    await cutting
    expect(await saving.end()).toEqual([])
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
    const saving = savingByTurns(servers, lessons)
    await saving.times('before')
    await redis.kill()
    await saving.times('killed', 20)
    await redis.start()
    await saving.times('back')
    redis.freeze()
    await saving.times('frozen', 20)
    redis.thaw()
    await saving.times('thawed')
    expect(await saving.end()).toEqual([])
  })
})
