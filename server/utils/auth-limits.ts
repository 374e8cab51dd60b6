import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { DomainError } from '../domain/errors'
import { invitationGuesses, type Limit, resetRequests, resetRequestsOfAddress, signInFailures, signInFailuresOfAddress } from '../infra/limits/limits'

type Count = [limit: Limit, key: string]

const tooMany = (seconds: number) => new DomainError('too_many', {
  detail: `Too many attempts; try again in ${Math.ceil(seconds / 60)} minutes.`, data: { retryAfter: seconds },
})

const giveBackAll = async (counts: readonly Count[]) => void await Promise.all(counts.map(([limit, key]) => limit.giveBack(key)))

/** @throws DomainError `too_many` when one of them had no point left; then none is taken of those before it */
async function takeAll(counts: readonly Count[]): Promise<void> {
  for (const [index, [limit, key]] of counts.entries()) {
    const wait = await limit.take(key)
    if (wait === null) continue
    await giveBackAll(counts.slice(0, index))
    throw tooMany(wait)
  }
}

function emailIn(body: string | undefined): string {
  try {
    const parsed = JSON.parse(body ?? '') as { email?: unknown } | null
    return typeof parsed?.email === 'string' ? parsed.email.trim().toLowerCase().slice(0, 320) : ''
  }
  catch {
    return ''
  }
}

/** Whose password the request says it knows; null when it names no password. */
function accountGuessed(event: H3Event, path: string, body: string | undefined): string | null {
  if (path.startsWith('/api/auth/sign-in/')) return emailIn(body)
  // Whoever found a device signed in does not know the password yet.
  return path.startsWith('/api/auth/change-password') ? `${event.context.viewer?.userId}` : null
}

/**
 * Counts a request that says it knows a password as a wrong guess.
 * @returns what takes that back
 * @throws DomainError `too_many`
 */
export async function takeGuess(event: H3Event, tenant: Tenant, path: string, body: string | undefined): Promise<{ giveBack: () => Promise<void> }> {
  const account = accountGuessed(event, path, body)
  const network = clientNetwork(event)
  const counts: Count[] = account === null ? [] : [[signInFailures, `${tenant.id} ${account} ${network}`], [signInFailuresOfAddress, network]]
  await takeAll(counts)
  return { giveBack: () => giveBackAll(counts) }
}

/** @throws DomainError `too_many` for a mail that was asked for too often */
export async function takeReset(event: H3Event, tenant: Tenant, path: string, body: string | undefined): Promise<void> {
  if (!path.startsWith('/api/auth/request-password-reset')) return
  const network = clientNetwork(event)
  await takeAll([[resetRequests, `${tenant.id} ${emailIn(body)} ${network}`], [resetRequestsOfAddress, network]])
}

/** Answers from which somebody learns which invitations hold, or which addresses are known here. */
const TELLING = new Set(['bad_invitation', 'address_taken'])

/**
 * Runs what needs an invitation to hold; one that does not counts against the address, as does trying addresses.
 * @throws DomainError `too_many`
 */
export async function asInvited<T>(event: H3Event, work: () => Promise<T>): Promise<T> {
  const counts: Count[] = [[invitationGuesses, event.context.client()]]
  // Taken first, so that many guesses at the same moment do not all slip through.
  await takeAll(counts)
  try {
    const answer = await work()
    await giveBackAll(counts)
    return answer
  }
  catch (error) {
    if (!(error instanceof DomainError && TELLING.has(error.code))) await giveBackAll(counts)
    throw error
  }
}
