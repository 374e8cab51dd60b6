import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './free-port'

export interface RedisServer {
  port: number
  url: string
  /** Speaks to it past the product. */
  admin: Redis
  freeze: () => void
  thaw: () => void
  /** Dies without a word, and loses what it held. */
  kill: () => Promise<void>
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** A real Redis of this test alone, which keeps nothing on disk unless told to. */
export async function startRedis(program: string, options: string[] = [], wished?: number): Promise<RedisServer> {
  const port = wished ?? await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'goalschool-redis-'))
  const admin = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null })
  admin.on('error', () => {})
  let child: ChildProcess | undefined
  const ended = () => new Promise(done => child && child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null))
  const server: RedisServer = {
    port, url: `redis://127.0.0.1:${port}`, admin,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async kill() {
      child?.kill('SIGKILL')
      await ended()
    },
    async start() {
      // A sentinel's options begin with its file.
      child = spawn(program, [...options, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' })
      for (let tries = 0; tries < 200; tries++) {
        const answer = await admin.ping().catch(() => null)
        if (answer) return
        await wait(25)
      }
      throw new Error(`Redis on ${port} does not answer`)
    },
    async stop() {
      admin.disconnect()
      child?.kill('SIGCONT')
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}
