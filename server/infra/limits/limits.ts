import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** One limit: so many points in so many seconds. */
export interface Limit {
  /** Takes a point. @returns seconds to wait when none was left, else null */
  take(key: string): Promise<number | null>
  /** Puts a point back that should not count after all. */
  giveBack(key: string): Promise<void>
}

function memoryLimit(keyPrefix: string, points: number, duration: number): Limit {
  const limiter = new RateLimiterMemory({ keyPrefix, points, duration })
  const seconds = (state: RateLimiterRes) => Math.max(1, Math.ceil(state.msBeforeNext / 1_000))
  return {
    async take(key) {
      try {
        await limiter.consume(key)
        return null
      }
      catch (state) {
        if (state instanceof RateLimiterRes) return seconds(state)
        throw state
      }
    },
    async giveBack(key) {
      await limiter.reward(key)
    },
  }
}

/** Failed sign-ins of one account from one address. */
export const signInFailures = memoryLimit('sign-in', 5, 15 * 60)
/** Reset mails for one account, whoever asks. */
export const resetRequests = memoryLimit('reset', 3, 15 * 60)
/** Writes of one viewer (or one address without a viewer). */
export const writes = memoryLimit('write', 600, 60)
