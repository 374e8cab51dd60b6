import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './free-port'
import { untilOpen } from './until-open'

const SHIPPED = 'deploy/varnish'

export interface Varnish { origin: string, port: number, stop: () => Promise<void> }

/** Varnish on a free port in front of one server, with the shipped rules as they are; only the backend's port differs. */
export async function startVarnish(program: string, server: { origin: string }, token: string, wished?: number): Promise<Varnish> {
  const port = wished ?? await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-varnish-'))
  // Its compiler works as an ordinary user.
  chmodSync(folder, 0o755)
  const backends = readFileSync(join(SHIPPED, 'backends.vcl'), 'utf8').replace('.port = "3000"', `.port = "${new URL(server.origin).port}"`)
  writeFileSync(join(folder, 'backends.vcl'), backends)
  const child = spawn(program, [
    '-F', '-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`, '-T', 'none', '-s', 'malloc,64m',
    '-p', `vcl_path=${folder}:${resolve(SHIPPED)}`, '-f', resolve(SHIPPED, 'default.vcl'),
  ], { env: { ...process.env, CDN_PURGE_TOKEN: token }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
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
    throw new Error(`Varnish did not start:\n${said}`, { cause })
  }
  return { origin: `http://127.0.0.1:${port}`, port, stop }
}
