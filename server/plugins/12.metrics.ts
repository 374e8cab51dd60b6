import { memory } from '../infra/cache/room'
import { poolFigures, replicaFigures } from '../infra/db/shards'
import { gauge, gaugeBy, observeRequest } from '../infra/metrics'
import { processCount } from '../infra/redis/processes'
import { redis } from '../infra/redis/redis'

const started = Symbol('started')

/** What every request leaves for Prometheus, and the figures that are asked for when it comes. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('request', (event) => {
    if (event.node.req.socket) Object.assign(event.context, { [started]: performance.now() })
  })
  nitro.hooks.hook('afterResponse', (event) => {
    const from = (event.context as { [started]?: number })[started]
    if (from === undefined || event.context.internal) return
    observeRequest(event.method, event.context.matchedRoute?.path ?? 'none', event.node.res.statusCode, performance.now() - from)
  })
  gauge('memory_cache_bytes', 'What the memory level holds', () => memory().figures().bytes)
  gauge('memory_cache_bytes_max', 'What it may hold', () => memory().figures().most)
  gauge('memory_cache_entries', 'How many entries it holds', () => memory().figures().entries)
  gauge('redis_trusted', '1 while what is kept in Redis may be used; -1 where there is none', () => redis() ? Number(redis()?.trusted) : -1)
  gauge('redis_breaker_opened_total', 'How often Redis was found away', () => redis()?.opened ?? 0)
  gauge('processes', 'How many processes share the limits, as far as this one knows', processCount)
  for (const state of ['total', 'idle', 'waiting'] as const)
    gaugeBy(`database_pool_${state}`, `Connections of the pool for hot reads, ${state}`, 'shard', () => poolFigures().map(figures => [figures.shard, figures[state]]))
  gaugeBy('database_replica_lag_seconds', 'Since its primary wrote what the replica has not replayed yet', 'replica', () =>
    replicaFigures().map(figures => [`${figures.shard} ${figures.replica}`, figures.lagSeconds]))
  gaugeBy('database_replica_lag_bytes', 'What its primary wrote and the replica has not replayed yet', 'replica', () =>
    replicaFigures().map(figures => [`${figures.shard} ${figures.replica}`, figures.lagBytes]))
  gaugeBy('database_replica_used', '1 while reads may go to the replica', 'replica', () =>
    replicaFigures().map(figures => [`${figures.shard} ${figures.replica}`, Number(figures.state === 'ok')]))
})
