import { afterAll, expect, it, vi } from 'vitest'
import { reconfigure } from '../../../server/infra/config'
import { writes } from '../../../server/infra/limits/limits'
import { closeRedis, redis } from '../../../server/infra/redis/redis'
import { describeWith } from '../../helpers/programs'
import { startRedis } from '../../helpers/redis'

describeWith('Redis', 'what is asked of Redis at once', (program) => {
  afterAll(closeRedis)

  it('gets each its own answer, also beside the first use of a limit', { timeout: 30_000 }, async () => {
    const server = await startRedis(program)
    try {
      reconfigure({ REDIS_URL: server.url })
      await vi.waitUntil(() => redis()?.trusted, { timeout: 20_000 })
      const keys = Array.from({ length: 10 }, (_, n) => `key ${n}`)
      for (const key of keys) await server.admin.set(key, `of ${key}`)
      const ask = (key: string) => redis()?.ask(client => client.get(key))

      const before = keys.slice(0, 5).map(ask)
      const taken = writes.take('somebody')
      const after = keys.slice(5).map(ask)
      expect(await Promise.all([...before, ...after])).toEqual(keys.map(key => `of ${key}`))
      expect(await taken).toBeNull()
    }
    finally {
      await server.stop()
    }
  })
})
