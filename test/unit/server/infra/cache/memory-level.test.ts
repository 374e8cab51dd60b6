import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cached } from '../../../../../server/infra/cache/cached'
import { forgetAll, memory } from '../../../../../server/infra/cache/room'
import { reconfigure } from '../../../../../server/infra/config'

const QUESTIONS = 200_000
const MB = 1024 * 1024

let most = 0
beforeAll(() => {
  reconfigure({ MEMORY_CACHE_MB: '8' })
  ;({ most } = memory().figures())
})
afterAll(forgetAll)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const inUse = () => {
  collect()
  return process.memoryUsage().heapUsed / MB
}

const asked = (n: number) => cached({ tenantId: 'a tenant', name: 'a question', about: { search: `Її «${n}»` }, tags: ['people'], seconds: 600 },
  () => Promise.resolve({ n, names: Array.from({ length: 6 }, (_, index) => `Ім'я ${n} ${index}`) }))

it('stays within its bytes over 200,000 distinct questions, and hands the heap back', { timeout: 60_000 }, async () => {
  await asked(-1)
  const before = inUse()
  let highest = 0
  for (let n = 0; n < QUESTIONS; n++) {
    await asked(n)
    highest = Math.max(highest, memory().figures().bytes)
  }
  expect(most).toBe(8 * MB)
  expect(highest).toBeLessThanOrEqual(most)
  expect(highest).toBeGreaterThan(most / 2)
  // All of them together would be several times this; what is counted as a byte may take two.
  expect(inUse() - before).toBeLessThan(2 * most / MB)
})
