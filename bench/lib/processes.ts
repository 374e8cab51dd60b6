import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Servers on one core, the load on the other, where the machine can be told. */
const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0
export const pinLoad = () => canPin && spawnSync('taskset', ['-cp', '1', String(process.pid)])

export const freePort = () => new Promise<number>((resolve, reject) => {
  const probe = createServer().once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')))
  })
})

export interface Running { origin: string, child: ChildProcess, stop: () => Promise<void> }

/** One server process. @throws Error with what it said when it does not answer within 30 s */
export async function start(file: string, env: Record<string, string> = {}): Promise<Running> {
  const port = await freePort()
  const [program = process.execPath, ...args] = [...(canPin ? ['taskset', '-c', '0'] : []), process.execPath, file]
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), NITRO_HOST: '127.0.0.1', NITRO_PORT: String(port), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', chunk => said += chunk)
  child.stderr.on('data', chunk => said += chunk)
  const origin = `http://127.0.0.1:${port}`
  for (let tenth = 0; !await fetch(origin).then(() => true, () => false); tenth++) {
    if (child.exitCode !== null || tenth > 300) throw new Error(`${file} does not answer:\n${said}`)
    await wait(100)
  }
  return {
    origin, child,
    async stop() {
      const gone = new Promise(done => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
    },
  }
}
