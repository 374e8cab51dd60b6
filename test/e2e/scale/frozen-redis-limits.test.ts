import { afterAll, beforeAll, expect, it } from 'vitest'
import { figureOf } from '../../helpers/figures'
import { http } from '../../helpers/http'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import { riverside } from '../../helpers/schools'
import type { startServer } from '../../helpers/server'
import { startProcesses } from '../../helpers/two-processes'

type Server = Awaited<ReturnType<typeof startServer>>

/** Failures of one account from one address in a quarter of an hour, and what each of two processes gives out alone. */
const TOGETHER = 5
const SHARE = 3

describeWith('Redis', 'sign-in at two processes', (program) => {
  let redis: RedisServer
  let servers: Server[]

  beforeAll(async () => {
    redis = await startRedis(program)
    servers = await startProcesses(2, { REDIS_URL: redis.url })
  }, 300_000)
  afterAll(async () => {
    redis?.thaw()
    await Promise.all((servers ?? []).map(server => server.stop()))
    await redis?.stop()
  })

  const anAccount = async () => (await riverside.aUser('parent')).withPassword()
  const signIn = (server: Server, email: string, password: string) => http(server.origin, '/api/auth/sign-in/email', {
    method: 'POST', body: { email, password }, headers: { host: riverside.host, origin: `http://${riverside.host}` },
  })
  const figures = (name: string) => Promise.all(servers.map(({ origin }) => figureOf(origin, name)))

  /** Wrong passwords at the processes by turns. @returns what each process answered */
  async function guesses(email: string, count: number): Promise<number[][]> {
    const answers: number[][] = servers.map(() => [])
    for (let n = 0; n < count; n++) {
      for (const [index, server] of servers.entries()) answers[index]?.push((await signIn(server, email, 'not the password')).status)
    }
    return answers
  }

  it('counts failures together, each its share while Redis is frozen, and together again', { timeout: 180_000 }, async () => {
    await expect.poll(() => figures('redis_trusted')).toEqual([1, 1])
    await expect.poll(() => figures('processes')).toEqual([2, 2])
    expect((await guesses((await anAccount()).email, TOGETHER)).flat().filter(status => status === 401)).toHaveLength(TOGETHER)

    const [during, rightly] = [await anAccount(), await anAccount()]
    redis.freeze()
    // Every answer came while it was frozen: nobody waited for it.
    const frozen = [...Array<number>(SHARE).fill(401), 429, 429]
    expect(await guesses(during.email, SHARE + 2)).toEqual([frozen, frozen])
    for (const server of servers) {
      expect((await signIn(server, during.email, during.password)).status).toBe(429)
      expect((await signIn(server, rightly.email, rightly.password)).status).toBe(200)
    }
    expect(await figures('redis_trusted')).toEqual([0, 0])

    redis.thaw()
    await expect.poll(() => figures('redis_trusted')).toEqual([1, 1])
    const after = await guesses((await anAccount()).email, TOGETHER)
    expect(after.flat().filter(status => status === 401)).toHaveLength(TOGETHER)
    expect(after.flat().filter(status => status === 429)).toHaveLength(TOGETHER)
  })
})
