import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type InFront, startInFront } from './in-front'

const SHIPPED = 'deploy/varnish'

/** Varnish in front of one server, with the shipped rules as they are; only the backend's port differs. */
export const startVarnish = (program: string, server: { origin: string }, token: string, wished?: number): Promise<InFront> => startInFront({
  program, wished, environment: { CDN_PURGE_TOKEN: token },
  prepare(folder, port) {
    const backends = readFileSync(join(SHIPPED, 'backends.vcl'), 'utf8').replace('.port = "3000"', `.port = "${new URL(server.origin).port}"`)
    writeFileSync(join(folder, 'backends.vcl'), backends)
    return [
      '-F', '-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`, '-T', 'none', '-s', 'malloc,64m',
      '-p', `vcl_path=${folder}:${resolve(SHIPPED)}`, '-f', resolve(SHIPPED, 'default.vcl'),
    ]
  },
})
