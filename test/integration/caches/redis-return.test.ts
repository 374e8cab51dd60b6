import { createServer, connect, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { redisGenerations } from '../../../server/infra/cache/redis-generations'
import { connectRedis } from '../../../server/infra/redis/connect'
import { RedisLink } from '../../../server/infra/redis/link'
import { freePort } from '../../helpers/free-port'
import { describeWith } from '../../helpers/programs'
import { startRedis } from '../../helpers/redis'

/** A way to a port of this machine that can be barred. */
async function aGate(to: number) {
  const port = await freePort()
  const through = new Set<Socket>()
  let server: Server | undefined
  const gate = {
    url: `redis://127.0.0.1:${port}`,
    async open() {
      server = createServer((near) => {
        const far = connect(to, '127.0.0.1')
        for (const [one, other] of [[near, far], [far, near]] as const) {
          through.add(one)
          one.on('error', () => {}).on('close', () => other.destroy()).pipe(other)
        }
      })
      await new Promise<void>(done => server?.listen(port, '127.0.0.1', done))
    },
    bar() {
      server?.close()
      for (const socket of through) socket.destroy()
      through.clear()
    },
  }
  await gate.open()
  return gate
}

describeWith('Redis', 'a Redis that comes back', (program) => {
  it.each(['killed', 'out of reach'])('after it was %s is not trusted before those who find it later can tell of their writes', { timeout: 60_000 }, async (how) => {
    const redis = await startRedis(program)
    const gates = [await aGate(redis.port), await aGate(redis.port)] as const
    const links = gates.map(({ url }) => new RedisLink(connectRedis(url, 'fast')))
    const [early, late] = links.map(redisGenerations)
    const [earlyGate, lateGate] = gates
    if (!early || !late) throw new Error('nothing to try')
    // The relay, which renews at its own pace what was written meanwhile, is left out.
    try {
      const bothTrust = () => vi.waitUntil(() => links.every(link => link.trusted), { timeout: 20_000 })
      await bothTrust()
      for (const gate of gates) gate.bar()
      if (how === 'killed') await redis.kill()
      await wait(1_000)
      if (how === 'killed') await redis.start()
      await earlyGate.open()
      const answers: string[] = []
      // As long as a sentinel may take to hear of a new master.
      for (const end = Date.now() + 2_000; Date.now() < end; await wait(20)) {
        const before = await early.read('a tenant', ['register'])
        const told = await late.renew('a tenant', ['register'])
        const after = await early.read('a tenant', ['register'])
        if (!told && before && String(before) === String(after)) answers.push('kept from before a write')
      }
      expect(answers).toEqual([])
      await lateGate.open()
      await bothTrust()
      expect(await early.read('a tenant', ['register'])).toEqual(await late.read('a tenant', ['register']))
    }
    finally {
      await Promise.all(links.map(link => link.end()))
      for (const gate of gates) gate.bar()
      await redis.stop()
    }
  })
})
