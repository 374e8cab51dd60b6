import { expect, it } from 'vitest'
import { reconfigure } from '../../../../server/infra/config'
import { resetRequestsOfAddress, signInFailures } from '../../../../server/infra/limits/limits'

/** How many points one process gives out before it refuses. */
async function given(limit: typeof signInFailures, key: string): Promise<number> {
  for (let points = 0; ; points++) if (await limit.take(key) !== null) return points
}

it.each([['1', 30, 5], ['2', 15, 3], ['4', 8, 2]])('gives out, without Redis, the share of one of %s workers', async (WORKERS, requests, failures) => {
  reconfigure({ WORKERS })
  expect(await given(resetRequestsOfAddress, `one of ${WORKERS}`)).toBe(requests)
  expect(await given(signInFailures, `one of ${WORKERS}`)).toBe(failures)
})
