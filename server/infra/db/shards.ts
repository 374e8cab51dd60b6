import { config } from '../config'
import { addressOf } from './address'
import { closeEndpoint, type Endpoint, newPool, openEndpoint } from './endpoint'
import { bytesBetween } from './lsn'
import { Pulse } from './pulse'
import { lagSeconds, openReplica, type Replica, stateOf, watchPrimary } from './replica'

/** One shard: its primary, and the replicas that reads may go to. */
export interface Shard extends Endpoint {
  name: string
  replicas: Replica[]
}

type Controls = Pick<Endpoint, 'pool' | 'pulse'>

const open = new Map<string, Shard>()
let controlEndpoint: Controls | undefined

/** @throws Error when no such shard is configured */
export function shardNamed(name: string): Shard {
  const known = open.get(name)
  if (known) return known
  const settings = config().shards[name]
  if (!settings) throw new Error(`shard ${name} is not configured; SHARDS names: ${Object.keys(config().shards).join(', ') || 'none'}`)
  const shard = { name, ...openEndpoint(settings.primary, 'primary'), replicas: settings.replicas.map(openReplica) }
  watchPrimary(shard.pulse, shard.replicas)
  open.set(name, shard)
  return shard
}

/** The control database, whose life is its shard's where one lies on the same server. */
export function control(): Controls {
  const { databaseUrl, shards } = config()
  const text = databaseUrl ?? Object.values(shards)[0]?.primary
  if (!text) throw new Error('no database is configured: set DATABASE_URL, or start through the launcher')
  const beside = Object.keys(shards).find(name => shards[name]?.primary === text)
  const { url } = addressOf(text)
  controlEndpoint ??= { pool: newPool(url, 4), pulse: beside ? shardNamed(beside).pulse : new Pulse(url, 'primary') }
  return controlEndpoint
}

/** Has Prisma load its compiler, which takes most of a second once. No tenant is set, so there is nothing to see. */
export async function compileModels(shard: string): Promise<void> {
  await shardNamed(shard).prisma.session.findFirst({ where: { token: '' }, include: { user: true } })
}

/** How the pools for hot reads stand, by shard. */
export const poolFigures = () => [...open.values()].map(({ name, pool }) =>
  ({ shard: name, total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }))

/** How this process sees the replicas, for metrics. Asking keeps their pulse. */
export const replicaFigures = () => Object.keys(config().shards).map(shardNamed).flatMap(({ name: shard, pulse, replicas }) => replicas.map((replica) => {
  pulse.touch()
  replica.pulse.touch()
  return { shard, replica: replica.name, state: stateOf(replica), lagSeconds: lagSeconds(replica), lagBytes: bytesBetween(replica.pulse.lsn, pulse.lsn) }
}))

/** Closes every pool; the next use opens them anew. */
export async function closeDatabases(): Promise<void> {
  const endpoints = [...open.values()].flatMap(shard => [shard, ...shard.replicas])
  const controls = controlEndpoint
  open.clear()
  controlEndpoint = undefined
  await Promise.all([...endpoints.map(closeEndpoint), controls?.pool.end(), controls?.pulse.end()])
}
