import type { Viewer } from '../domain/context'
import { DomainError } from '../domain/errors'
import { fileReads } from '../infra/limits/limits'

/** Whose file is being sent by this process. */
const sending = new Set<string>()
const RETRY_SECONDS = 5

/**
 * Makes and sends a file of one viewer. It reads from the database for as long as it is sent, so nobody has two at once in
 * a process, nor many one after the other.
 * @throws DomainError `too_many`
 */
export async function takeFile({ userId }: Viewer, work: () => Promise<void>): Promise<void> {
  await takeLimit(fileReads, userId)
  if (sending.has(userId))
    throw new DomainError('too_many', { detail: 'Another file of yours is still being sent; ask again once it is there.', data: { retryAfter: RETRY_SECONDS } })
  sending.add(userId)
  try {
    await work()
  }
  finally {
    sending.delete(userId)
  }
}
