import { DomainError } from '../domain/errors'
import type { Limit } from '../infra/limits/limits'

/** Takes a point of a limit. @throws DomainError `too_many`, which says how long to wait, when there is none left */
export async function takeLimit(limit: Limit, key: string): Promise<void> {
  const wait = await limit.take(key)
  if (wait !== null) throw new DomainError('too_many', { detail: `Wait ${wait} seconds, then try again.`, data: { retryAfter: wait } })
}
