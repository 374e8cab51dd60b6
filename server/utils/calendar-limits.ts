import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'
import { calendarMisses, calendarReads, type Limit } from '../infra/limits/limits'

async function take(limit: Limit, key: string): Promise<void> {
  const wait = await limit.take(key)
  if (wait !== null) throw new DomainError('too_many', { detail: `Ask again in ${wait} seconds.`, data: { retryAfter: wait } })
}

/**
 * Reads a feed, no oftener than any calendar asks. Whoever tries addresses is told to wait by the network they come from;
 * those who have one do not feel it, though many share the machines of a large calendar.
 * @throws DomainError `too_many`
 */
export async function takeCalendarRead<T>(event: H3Event, secret: string, read: () => Promise<T>): Promise<T> {
  await take(calendarReads, secret)
  try {
    return await read()
  }
  catch (error) {
    if (error instanceof DomainError && error.status === 404) await take(calendarMisses, clientNetwork(event))
    throw error
  }
}
