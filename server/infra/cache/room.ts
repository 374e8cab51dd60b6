import { config } from '../config'
import { redis } from '../redis/redis'
import { type Generations, memoryGenerations, noGenerations } from './generations'
import { memoryLevel, type MemoryLevel } from './memory-level'
import { redisGenerations } from './redis-generations'

let known: Generations | undefined
let own: MemoryLevel | undefined

/** The generations of this installation: shared through Redis, or of the one process there is. */
export function generations(): Generations {
  if (known) return known
  const shared = redis()
  known = shared ? redisGenerations(shared) : config().workers > 1 ? noGenerations : memoryGenerations()
  return known
}

/** This process's own level, shared by everything that is kept. */
export const memory = (): MemoryLevel => own ??= memoryLevel(config().memoryCacheBytes)

/** After a gap in which words may have been missed: nothing of before is used. */
export function forgetAll(): void {
  known = undefined
  own?.clear()
}
