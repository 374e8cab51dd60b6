import { expect, it } from 'vitest'
import { describeWith } from './programs'
import type { RedisServer } from './redis'
import type { RedisGroup } from './redis-groups'
import { arsenal } from './schools'
import { aFamilyLesson, keptByBoth, savingByTurns, useTwoProcesses } from './two-processes'

const FAULTS: [string, (master: RedisServer) => unknown, (master: RedisServer) => unknown][] = [
  ['dies', master => master.kill(), master => master.start()],
  ['stands still', master => master.freeze(), master => master.thaw()],
]

/** The suite of two processes whose Redis has stand-ins. */
export function describeFailOver(name: string, start: (program: string) => Promise<RedisGroup>): void {
  describeWith('Redis', `two processes whose Redis has stand-ins by ${name}`, (program) => {
    const ours = useTwoProcesses(() => start(program), 3)

    it.each(FAULTS)('go on while the master %s: no error, nobody signed out, nothing stale, and what the next one keeps is used', { timeout: 120_000 }, async (fault, begin, end) => {
      const { redis: group, servers, lessons } = ours
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
