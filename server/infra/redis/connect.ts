import type { Socket } from 'node:net'
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { log } from '../log'

export type RedisClient = Redis | Cluster

/** Every process finds a Redis that is back within little more than this: `SETTLE_MS` in link.ts counts on it. */
const MOST_RETRY_MS = 100

/**
 * With ioredis' own settings a Redis that is gone holds requests for tens of seconds. Never with `enableAutoPipelining`:
 * a script that is defined beside a pipeline under way shifts the answers by one, each to somebody else's question.
 */
const FAST: RedisOptions = {
  enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 500, commandTimeout: 150,
  retryStrategy: attempt => Math.min(20 * attempt, MOST_RETRY_MS), reconnectOnError: error => error.message.startsWith('READONLY'),
}
/** For whoever can wait: subscriptions. */
const PATIENT: RedisOptions = { maxRetriesPerRequest: null, connectTimeout: 5_000, retryStrategy: attempt => Math.min(100 * attempt, 2_000) }

const DEFAULT_PORT = 6379
const SENTINEL_PORT = 26379

interface Target { kind: 'single' | 'sentinel' | 'cluster', nodes: { host: string, port: number }[], options: RedisOptions, master: string }

/**
 * `redis://`, `rediss://`, `redis+sentinel://host:port,host:port/<master name>`, `redis+cluster://host:port,…`,
 * each with `user:password@` before the hosts if there is one.
 * @throws TypeError when a sentinel address names no master
 */
export function redisTarget(url: string): Target {
  const parts = /^(rediss?|redis\+sentinel|redis\+cluster):\/\/(?:([^@/]*)@)?([^/]*)(?:\/(.*))?$/.exec(url)
  const [, scheme = '', login = '', hosts = '', path = ''] = parts ?? []
  const kind = scheme === 'redis+sentinel' ? 'sentinel' : scheme === 'redis+cluster' ? 'cluster' : 'single'
  const [username = '', password = ''] = login.split(':').map(decodeURIComponent)
  const nodes = hosts.split(',').map((node) => {
    const [host = '', port] = node.split(/:(?=\d+$)/)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (kind === 'sentinel' ? SENTINEL_PORT : DEFAULT_PORT)) }
  })
  if (kind === 'sentinel' && !path) throw new TypeError('REDIS_URL: names no master: redis+sentinel://host:port,host:port/<master name>')
  return { kind, nodes, master: path, options: { ...(username ? { username } : {}), ...(password ? { password } : {}) } }
}

interface WithStream { stream?: Socket }

/** What one turn of the event loop asks leaves in one write: each command by itself costs a system call. */
function writeTogether(client: Redis): void {
  client.on('connect', () => {
    const { stream } = client as unknown as WithStream
    if (!stream) return
    const { write } = stream
    let corked = false
    stream.write = ((...given: Parameters<typeof write>) => {
      if (!corked) {
        corked = true
        stream.cork()
        setImmediate(() => {
          corked = false
          stream.uncork()
        })
      }
      return Reflect.apply(write, stream, given)
    }) as typeof write
  })
}

/** A client that fails within milliseconds, or one that waits; errors go to the log, not out of the process. */
export function connectRedis(url: string, manner: 'fast' | 'patient'): RedisClient {
  const { kind, nodes, master, options } = redisTarget(url)
  const settings = { ...(manner === 'fast' ? FAST : PATIENT), ...options }
  const { retryStrategy, ...ofNodes } = settings
  const client = kind === 'cluster'
    ? new Cluster(nodes, {
        redisOptions: ofNodes, enableOfflineQueue: settings.enableOfflineQueue ?? true,
        clusterRetryStrategy: retryStrategy as (attempt: number) => number, slotsRefreshTimeout: 1_000, maxRedirections: 4,
        retryDelayOnFailover: 50, retryDelayOnClusterDown: 50,
      })
    : kind === 'sentinel'
      ? new Redis({
          ...settings, sentinels: nodes, name: master, failoverDetector: true,
          sentinelCommandTimeout: 500, sentinelRetryStrategy: () => MOST_RETRY_MS,
        })
      : new Redis(url, settings)
  if (client instanceof Cluster) client.on('+node', writeTogether)
  else writeTogether(client)
  client.on('error', error => log.debug({ reason: error.message }, 'Redis'))
  return client
}
