import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port'
import { untilOpen } from './until-open'

interface Server { origin: string }
export interface Balancer { origin: string, stop: () => Promise<void> }

/** A program in front of two servers with its shipped configuration, of which only the ports are other ones. */
async function start(program: string, shipped: string, servers: readonly Server[], commandOf: (file: string, folder: string) => string[]): Promise<Balancer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-balancer-'))
  chmodSync(folder, 0o755)
  const [one, two] = servers.map(server => new URL(server.origin).port)
  const text = readFileSync(shipped, 'utf8')
    .replaceAll('127.0.0.1:3001', `127.0.0.1:${one}`).replaceAll('127.0.0.1:3002', `127.0.0.1:${two}`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`).replace('bind :8080', `bind 127.0.0.1:${port}`)
  const file = join(folder, 'shipped')
  writeFileSync(file, text)
  const child = spawn(program, commandOf(file, folder), { stdio: ['ignore', 'pipe', 'pipe'] })
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
    await untilOpen(port, child, 10_000)
  }
  catch (cause) {
    await stop()
    throw new Error(`${program} did not start:\n${said}`, { cause })
  }
  return { origin: `http://127.0.0.1:${port}`, stop }
}

export const startHaproxy = (program: string, servers: readonly Server[]): Promise<Balancer> =>
  start(program, 'deploy/haproxy/haproxy.cfg', servers, file => ['-db', '-f', file])

/** The shipped file is part of a configuration: around it stands what every nginx has. */
export const startNginx = (program: string, servers: readonly Server[]): Promise<Balancer> =>
  start(program, 'deploy/nginx/goalschool.conf', servers, (file, folder) => {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')
    writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; error_log stderr warn; events {} http { access_log off; ${temporary} include ${file}; }`)
    return ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']
  })
