import type { H3Event } from 'h3'
import type { Viewer } from '../domain/context'
import { DomainError } from '../domain/errors'
import { calendarMisses, calendarReads } from '../infra/limits/limits'

/**
 * Finds whose feed is asked for, and counts a read of it: no oftener than any calendar asks. Whoever tries addresses is told
 * to wait by the network they come from; those who have one do not feel it, though many share the machines of a large calendar.
 * @throws DomainError `too_many`
 */
export async function takeCalendarRead(event: H3Event, find: () => Promise<Viewer>): Promise<Viewer> {
  try {
    const owner = await find()
    await takeLimit(calendarReads, owner.sessionId)
    return owner
  }
  catch (error) {
    if (error instanceof DomainError && error.status === 404) await takeLimit(calendarMisses, clientNetwork(event))
    throw error
  }
}
