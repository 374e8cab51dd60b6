import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { http } from './http'
import { type InFront, startInFront } from './in-front'

interface Server { origin: string }

/** A program in front of two servers with its shipped configuration, of which only the ports are other ones. */
async function start(program: string, shipped: string, servers: readonly Server[], commandOf: (file: string, folder: string) => string[]): Promise<InFront> {
  // One that is not ready yet is left out for some seconds.
  for (const { origin } of servers) await vi.waitUntil(async () => (await http(origin, '/api/health/ready')).status === 200, { timeout: 20_000 })
  return startInFront({ program, prepare(folder, port) {
    const [one, two] = servers.map(server => new URL(server.origin).port)
    const text = readFileSync(shipped, 'utf8')
      .replaceAll('127.0.0.1:3001', `127.0.0.1:${one}`).replaceAll('127.0.0.1:3002', `127.0.0.1:${two}`)
      .replace('listen 8080', `listen 127.0.0.1:${port}`).replace('bind :8080', `bind 127.0.0.1:${port}`)
    const file = join(folder, 'shipped')
    writeFileSync(file, text)
    return commandOf(file, folder)
  } })
}

export const startHaproxy = (program: string, servers: readonly Server[]): Promise<InFront> =>
  start(program, 'deploy/haproxy/haproxy.cfg', servers, file => ['-db', '-f', file])

/** The shipped file is part of a configuration: around it stands what every nginx has. */
export const startNginx = (program: string, servers: readonly Server[]): Promise<InFront> =>
  start(program, 'deploy/nginx/goalschool.conf', servers, (file, folder) => {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`).join(' ')
    writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; error_log stderr warn; events {} http { access_log off; ${temporary} include ${file}; }`)
    return ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']
  })
