import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port'
import { untilOpen } from './until-open'

/** A program that stands in front of the product, on a port of this machine. */
export interface InFront { origin: string, port: number, stop: () => Promise<void> }

interface Start {
  program: string
  /** Writes its files into a folder that every user may read, and says with which arguments it listens on the port. */
  prepare: (folder: string, port: number) => string[]
  environment?: Record<string, string>
  wished?: number | undefined
}

/** @throws with all that the program said when nobody listens in the end */
export async function startInFront({ program, prepare, environment = {}, wished }: Start): Promise<InFront> {
  const port = wished ?? await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-in-front-'))
  chmodSync(folder, 0o755)
  const child = spawn(program, prepare(folder, port), { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', chunk => said += chunk)
  child.stderr.on('data', chunk => said += chunk)
  const gone = new Promise(done => child.once('exit', done))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilOpen(port, child, 20_000)
  }
  catch (cause) {
    await stop()
    throw new Error(`${program} did not start:\n${said}`, { cause })
  }
  return { origin: `http://127.0.0.1:${port}`, port, stop }
}
