import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'
import { calendarMisses, calendarReads, type Limit } from '../infra/limits/limits'

async function take(limit: Limit, key: string): Promise<void> {
  const wait = await limit.take(key)
  if (wait !== null) throw new DomainError('too_many', { detail: `Ask again in ${wait} seconds.`, data: { retryAfter: wait } })
}

/**
 * Reads a feed, no oftener than any calendar asks. Whoever tries addresses is stopped by the network they come from, which
 * those who have one do not feel: many share the machines of a large calendar.
 * @throws DomainError `too_many`
 */
export async function takeCalendarRead<T>(event: H3Event, secret: string, read: () => Promise<T>): Promise<T> {
  const network = clientNetwork(event)
  await take(calendarReads, secret)
  await take(calendarMisses, network)
  const feed = await read()
  await calendarMisses.giveBack(network)
  return feed
}
