import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from './bench'

/** Servers on one core, the load on the other, where the machine can be told. */
const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0
export const BOTH_CORES = '0,1'
export const pinLoad = (cores = '1') => canPin && spawnSync('taskset', ['-acp', cores, String(process.pid)])

export const freePort = () => new Promise<number>((resolve, reject) => {
  const probe = createServer().once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')))
  })
})

export interface Running { origin: string, child: ChildProcess, said: () => string, stop: () => Promise<void> }

const running = new Set<Running>()

/** Whatever a group left running when it failed. @returns what they said */
export async function stopAll(): Promise<string> {
  const left = [...running]
  await Promise.all(left.map(server => server.stop()))
  return left.map(server => server.said()).join('')
}

/**
 * One server process.
 * @param program a built server, or arguments for Node
 * @param cores where it may run
 * @throws Error with what it said when it does not answer within 30 s
 */
export async function start(program: string | string[], env: Record<string, string> = {}, cores = '0'): Promise<Running> {
  const port = await freePort()
  const [command = process.execPath, ...args] = [...(canPin ? ['taskset', '-c', cores] : []), process.execPath, ...[program].flat()]
  const child = spawn(command, args, {
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), NITRO_HOST: '127.0.0.1', NITRO_PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', chunk => said += chunk)
  child.stderr.on('data', chunk => said += chunk)
  const server: Running = {
    origin: `http://127.0.0.1:${port}`, child,
    said: () => said,
    async stop() {
      running.delete(server)
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise(done => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
    },
  }
  running.add(server)
  for (let tenth = 0; !await fetch(server.origin).then(() => true, () => false); tenth++) {
    if (child.exitCode !== null || tenth > 300) throw new Error(`${[program].flat().at(-1)} does not answer:\n${said}`)
    await wait(100)
  }
  return server
}

/** `npm start` with so many workers, on both cores. Each with a data directory of its own, which one launcher holds at a time; the database is the same. */
export const startWorkers = ({ root, env, redisUrl }: Bench, workers: number) => start(['--import', 'tsx', join(root, 'cli/main.ts'), 'start'], {
  ...env, REDIS_URL: redisUrl ?? '', WORKERS: String(workers), DATA_DIR: join(env.DATA_DIR, `workers-${workers}`),
}, BOTH_CORES)
