import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeWith } from '../../helpers/programs'
import { startRedis } from '../../helpers/redis'
import { aFamilyLesson, at, savingByTurns, useTwoProcesses } from '../../helpers/two-processes'

/** 1,000 by hand; each round saves once and reads four times. */
const ROUNDS = Number(process.env.ROUNDS ?? 60)

describeWith('Redis', 'two processes with Redis', (program) => {
  const ours = useTwoProcesses(() => startRedis(program), 4)

  it('has a register saved through one in the very next answers of the other, under load', { timeout: 900_000 }, async () => {
    const saving = savingByTurns(ours.servers, ours.lessons)
    await saving.times('undisturbed', ROUNDS)
    expect(await saving.end()).toEqual([])
  })

  it('has it there also while the connections to Redis are cut at random', { timeout: 900_000 }, async () => {
    let going = true
    const cutting = (async () => {
      for (; going; await wait(20 + Math.random() * 150)) await ours.redis.admin.call('CLIENT', 'KILL', 'TYPE', 'normal')
    })()
    const saving = savingByTurns(ours.servers, ours.lessons)
    await saving.times('cut', ROUNDS)
    going = false
    await cutting
    expect(await saving.end()).toEqual([])
  })

  it('refuses at one, at once, a session that was ended at the other', async () => {
    const { servers: [one, other], lessons } = ours, [lesson] = lessons
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
    const saving = savingByTurns(ours.servers, ours.lessons)
    await saving.times('before')
    await ours.redis.kill()
    await saving.times('killed', 20)
    await ours.redis.start()
    await saving.times('back')
    ours.redis.freeze()
    await saving.times('frozen', 20)
    ours.redis.thaw()
    await saving.times('thawed')
    expect(await saving.end()).toEqual([])
  })
})
