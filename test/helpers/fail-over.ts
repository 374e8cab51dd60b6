import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from './programs'
import type { RedisServer } from './redis'
import type { RedisGroup } from './redis-groups'
import { arsenal } from './schools'
import type { startServer } from './server'
import { aFamilyLesson, type FamilyLesson, keptByBoth, savingByTurns, startProcesses } from './two-processes'

const FAULTS: [string, (master: RedisServer) => unknown, (master: RedisServer) => unknown][] = [
  ['dies', master => master.kill(), master => master.start()],
  ['stands still', master => master.freeze(), master => master.thaw()],
]

/** The suite of two processes whose Redis has stand-ins. */
export function describeFailOver(name: string, start: (program: string) => Promise<RedisGroup>): void {
  describeWith('Redis', `two processes whose Redis has stand-ins by ${name}`, (program) => {
    let group: RedisGroup
    let servers: Awaited<ReturnType<typeof startServer>>[]
    let lessons: FamilyLesson[]

    beforeAll(async () => {
      group = await start(program)
      servers = await startProcesses(2, { REDIS_URL: group.url })
      lessons = await Promise.all(Array.from({ length: 3 }, aFamilyLesson))
    }, 300_000)
    afterAll(async () => {
      await Promise.all((servers ?? []).map(server => server.stop()))
      await group?.stop()
    })

    it.each(FAULTS)('go on while the master %s: no error, nobody signed out, nothing stale, and what the next one keeps is used', { timeout: 120_000 }, async (fault, begin, end) => {
      const saving = savingByTurns(servers, lessons)
      await saving.times(`${name}, before the master ${fault}`, 6)
      const master = await group.masterOf(arsenal.tenant.id)
      await begin(master)
      await saving.until(`${name}, the master ${fault}`, group.untilReplaced(master, arsenal.tenant.id))
      await saving.until(`${name}, with the next one`, keptByBoth(servers, await aFamilyLesson()))
      await end(master)
      await saving.until(`${name}, with the old one back`, group.untilReplica(master))
      expect(await saving.end()).toEqual([])
      await keptByBoth(servers, await aFamilyLesson())
    })
  })
}
