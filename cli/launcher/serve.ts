import cluster, { type Worker } from 'node:cluster'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { DRAIN } from '#shared/utils/drain'
import { config } from '../../server/infra/config'
import { serverFile } from './build'
import { heapLimit } from './heap-limit'

const STOP_SECONDS = 25
const READY_SECONDS = 60
/** A balancer that asks every second has noticed by then that this one is not ready. */
const NOTICED_SECONDS = 3
/** A worker that dies sooner than this was never well. */
const WELL_AFTER_MS = 5_000
const MOST_EARLY_DEATHS = 3

export interface Serving {
  /** Resolves when the product answers. */
  ready: Promise<string>
  /** Resolves with an error when it cannot go on. */
  failed: Promise<Error>
  stop(): Promise<void>
}

async function untilReady(): Promise<string> {
  const { port, host } = config()
  const own = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
  for (let tenth = 0; tenth < READY_SECONDS * 10; tenth++) {
    const answer = await fetch(`${own}/api/health/ready`).catch(() => null)
    if (answer?.ok) return own
    await wait(100)
  }
  throw new Error(`the server did not become ready on ${own} within ${READY_SECONDS} seconds; is the port free?`)
}

/** Runs `WORKERS` processes of the ordinary build on one port; one that dies is replaced. */
export function serve(root: string): Serving {
  const file = serverFile(root)
  if (!existsSync(file)) throw new Error('there is no build: run npm run build first')
  cluster.setupPrimary({ exec: file, cwd: root, execArgv: heapLimit(config().memoryCacheBytes) })
  let stopping = false, earlyDeaths = 0
  let giveUp: (error: Error) => void = () => {}
  const failed = new Promise<Error>(done => giveUp = done)

  const start = () => {
    const began = Date.now()
    cluster.fork({ NITRO_SHUTDOWN_TIMEOUT: String(STOP_SECONDS * 1_000 - 5_000) }).once('exit', (code, signal) => {
      if (stopping) return
      earlyDeaths = Date.now() - began < WELL_AFTER_MS ? earlyDeaths + 1 : 0
      if (earlyDeaths >= MOST_EARLY_DEATHS) return giveUp(new Error(`the server does not stay up (${signal ?? `exit ${code}`}); its log above says why`))
      start()
    })
  }
  for (let worker = 0; worker < config().workers; worker++) start()

  const ended = (worker: Worker) => new Promise(done => worker.process.exitCode === null ? worker.once('exit', done) : done(null))
  return {
    ready: untilReady(), failed,
    async stop() {
      stopping = true
      const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined)
      if (config().trustedProxies.length > 0) {
        for (const worker of workers) worker.send(DRAIN, () => {})
        await wait(NOTICED_SECONDS * 1_000)
      }
      for (const worker of workers) worker.process.kill('SIGTERM')
      await Promise.race([Promise.all(workers.map(ended)), wait((STOP_SECONDS - NOTICED_SECONDS) * 1_000)])
      for (const worker of workers) if (worker.process.exitCode === null) worker.process.kill('SIGKILL')
    },
  }
}
