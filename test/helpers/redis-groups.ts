import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, vi } from 'vitest'
import { freePort } from './free-port'
import { startRedis, type RedisServer } from './redis'

/** Several Redis servers that stand in for each other. */
export interface RedisGroup {
  url: string
  /** Who answers for the tags of a tenant now. */
  masterOf: (tenantId: string) => Promise<RedisServer>
  /** Until somebody else has taken over what this one answered for. */
  untilReplaced: (dead: RedisServer, tenantId: string) => Promise<void>
  /** Until this one, back again, follows whoever has taken over. */
  untilReplica: (back: RedisServer) => Promise<void>
  stop: () => Promise<void>
}

const SENTINELS = 3
const PATIENCE = { timeout: 30_000, interval: 50 }
const NAME = 'mymaster'

/** A master, a replica, and three sentinels that agree after half a second that it is gone. */
export async function startSentinels(program: string): Promise<RedisGroup> {
  const master = await startRedis(program)
  const replica = await startRedis(program, ['--replicaof', '127.0.0.1', String(master.port), '--repl-diskless-sync-delay', '0'])
  await synchronised([replica])
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-sentinels-'))
  const sentinels = await Promise.all(Array.from({ length: SENTINELS }, (_, n) => {
    const file = join(folder, `${n}.conf`)
    writeFileSync(file, [
      `sentinel monitor ${NAME} 127.0.0.1 ${master.port} 2`, `sentinel down-after-milliseconds ${NAME} 500`, `sentinel failover-timeout ${NAME} 3000`,
    ].join('\n'))
    return startRedis(program, [file, '--sentinel'])
  }))
  const servers = [master, replica]
  const [sentinel] = sentinels
  const addressOf = async () => Number((await sentinel?.admin.call('SENTINEL', 'get-master-addr-by-name', NAME) as string[] | null)?.[1])
  const known = async (what: string) => ((await sentinel?.admin.call('SENTINEL', what, NAME)) as unknown[]).length
  await vi.waitUntil(async () => await known('sentinels') === SENTINELS - 1 && await known('replicas') === 1, PATIENCE)
  const masterOf = async () => memberAt(servers, await addressOf())
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${NAME}`,
    masterOf,
    untilReplaced: async dead => void await vi.waitUntil(async () => await masterOf() !== dead, PATIENCE),
    untilReplica: back => synchronised([back]),
    async stop() {
      await Promise.all([...sentinels, ...servers].map(server => server.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Three masters with a replica each, put together by Redis' own tool. */
export async function startCluster(program: string): Promise<RedisGroup> {
  const buses = await Promise.all(Array.from({ length: 6 }, freePort))
  const nodes = await Promise.all(buses.map(bus => startRedis(program, [
    '--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '1000', '--repl-diskless-sync-delay', '0',
  ])))
  const addresses = nodes.map(({ port }, n) => `127.0.0.1:${port}@${buses[n]}`)
  await promisify(execFile)(join(dirname(program), 'redis-cli'), ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes'])
  const roles = await Promise.all(nodes.map(node => node.admin.info('replication')))
  await synchronised(nodes.filter((_, n) => roles[n]?.includes('role:slave')))
  const masterOf = async (tenantId: string, asked = nodes[0]) => {
    const slot = await asked?.admin.call('CLUSTER', 'KEYSLOT', `gen:{${tenantId}}:all`) as number
    const ranges = await asked?.admin.call('CLUSTER', 'SLOTS') as [from: number, to: number, master: [host: string, port: number]][]
    return memberAt(nodes, ranges.find(([from, to]) => from <= slot && slot <= to)?.[2][1])
  }
  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    masterOf,
    untilReplaced: async (dead, tenantId) =>
      void await vi.waitUntil(async () => await masterOf(tenantId, nodes.find(node => node !== dead)) !== dead, PATIENCE),
    untilReplica: back => synchronised([back]),
    stop: async () => void await Promise.all(nodes.map(node => node.stop())),
  }
}

async function synchronised(replicas: RedisServer[]): Promise<void> {
  await vi.waitUntil(async () => {
    const said = await Promise.all(replicas.map(({ admin }) => admin.info('replication')))
    return said.every(info => info.includes('master_link_status:up'))
  }, PATIENCE)
}

function memberAt(servers: RedisServer[], port: number | undefined): RedisServer {
  return servers.find(server => server.port === port) ?? expect.fail(`no server of this test listens on ${port}`)
}
