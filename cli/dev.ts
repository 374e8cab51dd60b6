import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { config } from '../server/infra/config'
import { ROOT } from './launcher/launch'
import { keptSecret } from './launcher/secret'
import { withDatabase } from './with-database'

export const devCommand = defineCommand({
  meta: { name: 'dev', description: 'Nuxt\'s development server on the embedded database' },
  run: () => withDatabase(async () => {
    const { port, host, dataDir } = config()
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'nuxt', 'bin', 'nuxt.mjs'), 'dev', '--port', String(port), '--host', host], {
      cwd: ROOT, stdio: 'inherit',
      env: { ...process.env, GOALSCHOOL_DEMO: '1', APP_SECRET: process.env.APP_SECRET ?? keptSecret(dataDir), DEFAULT_TENANT: process.env.DEFAULT_TENANT ?? 'arsenal' },
    })
    // Ctrl-C reaches Nuxt by itself; the database is stopped after it.
    process.on('SIGINT', () => {})
    process.once('SIGTERM', () => child.kill('SIGTERM'))
    await new Promise(done => child.once('exit', done))
  }),
})
