import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { processCount } from '../redis/processes'
import { redis } from '../redis/redis'

/** One limit: so many points in so many seconds. */
export interface Limit {
  /** Takes a point. @returns seconds to wait when none was left, else null */
  take(key: string): Promise<number | null>
  /** Puts a point back that should not count after all. */
  giveBack(key: string): Promise<void>
}

/** Counted in Redis for all processes together; while Redis is away each process gives out its share of the points. */
function limit(keyPrefix: string, points: number, duration: number): Limit {
  const own = new Map<number, RateLimiterMemory>()
  const mine = () => {
    const share = Math.max(1, Math.ceil(points / processCount()))
    const known = own.get(share) ?? new RateLimiterMemory({ keyPrefix, points: share, duration })
    own.set(share, known)
    return known
  }
  let shared: RateLimiterRedis | undefined
  const together = () => {
    const link = redis()
    if (link) shared ??= new RateLimiterRedis({ storeClient: link.client, keyPrefix: `limit:${keyPrefix}`, points, duration })
    return link && shared
  }
  const ask = async (work: (limiter: RateLimiterAbstract) => Promise<RateLimiterRes>): Promise<RateLimiterRes | null> => {
    const settled = (limiter: RateLimiterAbstract) => work(limiter).then(() => null, (state: unknown) => {
      if (state instanceof RateLimiterRes) return state
      throw state
    })
    const limiter = together()
    // `undefined` says that Redis did not answer; `null` that there were points left.
    const answer = limiter ? await redis()?.ask(() => settled(limiter)) : undefined
    return answer === undefined ? settled(mine()) : answer
  }
  return {
    async take(key) {
      const refused = await ask(limiter => limiter.consume(key))
      return refused && Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))
    },
    async giveBack(key) {
      await ask(limiter => limiter.reward(key))
    },
  }
}

/** Failed sign-ins of one account from one address. */
export const signInFailures = limit('sign-in', 5, 15 * 60)
/** Failed sign-ins from one address, whoever's: more than a school that shares one mistypes, too few to try many accounts. */
export const signInFailuresOfAddress = limit('sign-in-address', 200, 15 * 60)
/** Reset mails for one account from one address, so that no stranger uses up its owner's. */
export const resetRequests = limit('reset', 3, 15 * 60)
/** Reset mails that one address asks for, whoever's. */
export const resetRequestsOfAddress = limit('reset-address', 30, 15 * 60)
/** Invitations that do not hold, asked for from one address: a code on paper is short, and nobody mistypes theirs so often. */
export const invitationGuesses = limit('invitation', 20, 15 * 60)
/** Writes of one viewer (or one address without a viewer). */
export const writes = limit('write', 600, 60)
/** Files that one viewer has made for them: each reads a school's rows for as long as it is sent. */
export const fileReads = limit('file', 30, 5 * 60)
/** Reads of one calendar feed: calendars ask every few minutes at most. */
export const calendarReads = limit('calendar', 60, 5 * 60)
/** Calendar addresses that do not exist, asked for by one network. */
export const calendarMisses = limit('calendar-miss', 60, 15 * 60)
